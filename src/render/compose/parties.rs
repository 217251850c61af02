//! Who disputes with whom, and over which relation, as printed.

use super::labelled;
use crate::base::TaxId;
use crate::case::{Address, Case, Claimant, Priority, Representative, Respondent};
use crate::render::view::{CitedValue, LabelledValue, PartyView};

/// Returns claimant, representative and respondents; who is not known is not printed.
pub(super) fn parties(case: &Case) -> Vec<PartyView> {
    let claimant = case.claimant.as_ref().map(claimant);
    let representative = case.representative.as_ref().map(representative);
    claimant
        .into_iter()
        .chain(representative)
        .chain(case.respondents.iter().map(respondent))
        .filter(|party| !party.name.is_empty())
        .collect()
}

/// Returns "CPF 529.982.247-25", "CNPJ …", or the text as typed.
pub fn labelled_tax_id(tax_id: &TaxId) -> String {
    match tax_id {
        TaxId::Cpf(_) => format!("CPF {tax_id}"),
        TaxId::Cnpj(_) => format!("CNPJ {tax_id}"),
        TaxId::Other(_) => format!("CPF/CNPJ {tax_id}"),
    }
}

fn some(label: &str, value: Option<&str>) -> Option<LabelledValue> {
    let value = value.map(str::trim).filter(|value| !value.is_empty())?;
    Some(labelled(label, value))
}

fn tax(tax_id: Option<&TaxId>) -> Option<LabelledValue> {
    let label = match tax_id? {
        TaxId::Cpf(_) => "CPF",
        TaxId::Cnpj(_) => "CNPJ",
        TaxId::Other(_) => "CPF/CNPJ",
    };
    Some(labelled(label, tax_id?.to_string()))
}

fn cover_lines(address: Option<&Address>, contact: &[Option<&str>]) -> Vec<String> {
    let address = address.and_then(Address::line);
    let contact: Vec<&str> = contact.iter().flatten().copied().filter(|c| !c.is_empty()).collect();
    let contact = (!contact.is_empty()).then(|| contact.join(" · "));
    address.into_iter().chain(contact).collect()
}

fn claimant(claimant: &Claimant) -> PartyView {
    let civil = claimant.social_name.as_ref().and(claimant.name.as_deref());
    let rg = claimant.rg.as_ref().and_then(|rg| {
        let parts: Vec<&str> =
            [&rg.number, &rg.issuer].into_iter().flatten().map(String::as_str).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    });
    let address = claimant.address.as_ref();
    let details = [
        some("Nome civil", civil),
        tax(claimant.tax_id.as_ref()),
        some("RG", rg.as_deref()),
        some("Nacionalidade", claimant.nationality.as_deref()),
        some("Estado civil", claimant.marital_status.as_deref()),
        some("Profissão", claimant.occupation.as_deref()),
        some("Filiação", Some(claimant.parents.join(" e ").as_str())),
        claimant.birth_date.map(|day| labelled("Nascimento", day.to_string())),
        some("Endereço", address.and_then(Address::line).as_deref()),
        some("Telefone", claimant.phone.as_deref()),
        some("E-mail", claimant.email.as_deref()),
    ];
    PartyView {
        role: "Consumidor(a)".to_owned(),
        name: claimant.shown_name().unwrap_or_default().to_owned(),
        tax_id: claimant.tax_id.as_ref().map(labelled_tax_id),
        cover_lines: cover_lines(address, &[claimant.phone.as_deref(), claimant.email.as_deref()]),
        details: details.into_iter().flatten().collect(),
        marks: claimant.priority.iter().map(|p| format!("Prioridade: {}", priority(*p))).collect(),
    }
}

const fn priority(priority: Priority) -> &'static str {
    match priority {
        Priority::SixtyPlus => "60 anos ou mais",
        Priority::EightyPlus => "80 anos ou mais",
        Priority::Disability => "pessoa com deficiência",
        Priority::SeriousIllness => "doença grave",
    }
}

fn representative(representative: &Representative) -> PartyView {
    let address = representative.address.as_ref();
    let details = [
        some("Na qualidade de", representative.role.as_deref()),
        some("Registro", representative.registration.as_deref()),
        tax(representative.tax_id.as_ref()),
        some("Endereço", address.and_then(Address::line).as_deref()),
        some("Telefone", representative.phone.as_deref()),
        some("E-mail", representative.email.as_deref()),
    ];
    PartyView {
        role: "Representante".to_owned(),
        name: representative.name.clone().unwrap_or_default(),
        tax_id: representative.registration.clone(),
        cover_lines: cover_lines(
            address,
            &[representative.phone.as_deref(), representative.email.as_deref()],
        ),
        details: details.into_iter().flatten().collect(),
        marks: Vec::new(),
    }
}

fn respondent(respondent: &Respondent) -> PartyView {
    let trade = respondent.corporate_name.as_ref().and(respondent.trade_name.as_deref());
    let address = respondent.address.as_ref();
    let details = [
        some("Nome fantasia", trade),
        tax(respondent.tax_id.as_ref()),
        some("Endereço", address.and_then(Address::line).as_deref()),
        some("Telefone", respondent.phone.as_deref()),
        some("E-mail", respondent.email.as_deref()),
        some("Site", respondent.site.as_deref()),
    ];
    PartyView {
        role: "Fornecedor".to_owned(),
        name: respondent.shown_name().unwrap_or_default().to_owned(),
        tax_id: respondent.tax_id.as_ref().map(labelled_tax_id),
        cover_lines: cover_lines(
            address,
            &[respondent.phone.as_deref(), respondent.email.as_deref()],
        ),
        details: details.into_iter().flatten().collect(),
        marks: Vec::new(),
    }
}

/// Returns what binds the parties, as far as it is known.
pub(in crate::render) fn relation(case: &Case) -> Vec<CitedValue> {
    let Some(relation) = &case.relation else { return Vec::new() };
    let lines = [
        some("Produto ou serviço", relation.product.as_deref()),
        some("Modelo", relation.model.as_deref()),
        some("Número de série", relation.serial.as_deref()),
        some("Contrato", relation.contract.as_deref()),
        some("Código do cliente", relation.customer.as_deref()),
        some("Linha", relation.line.as_deref()),
        some("Instalação", relation.installation.as_deref()),
        some("Pedido de compra", relation.order.as_deref()),
        relation.purchased_at.map(|day| labelled("Data da contratação ou compra", day.to_string())),
        some("Onde", relation.purchase_place.as_deref()),
        relation.price.map(|price| labelled("Preço", price.to_string())),
        some("Forma de pagamento", relation.payment.as_deref()),
        some("Titular", relation.holder.as_deref()),
    ];
    lines
        .into_iter()
        .flatten()
        .map(|line| CitedValue { label: line.label, value: line.value, cites: Vec::new() })
        .collect()
}
