//! Who disputes with whom, and over which relation. Every field is optional: a half-filled case is
//! normal, and what a destination misses is a finding, not an error.

use crate::base::{Cep, Day, Money, TaxId};
use crate::case::RespondentId;
use serde::{Deserialize, Serialize};

/// An address in Brazil (endereço).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Address {
    /// Street, avenue… (logradouro).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub street: Option<String>,
    /// Number, "s/n" included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Flat, block (complemento).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub complement: Option<String>,
    /// District (bairro).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub district: Option<String>,
    /// City (município).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// State, two letters (UF).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// Postal code (CEP).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cep: Option<Cep>,
}

impl Address {
    /// Returns the address in one line, or `None` when nothing of it is known.
    pub fn line(&self) -> Option<String> {
        let road = join(&[&self.street, &self.number, &self.complement, &self.district], ", ");
        let town = join(&[&self.city, &self.state], " – ");
        let cep = self.cep.as_ref().map(|cep| format!("CEP {cep}"));
        let parts: Vec<String> = [road, town, cep].into_iter().flatten().collect();
        if parts.is_empty() { None } else { Some(parts.join(", ")) }
    }
}

fn join(parts: &[&Option<String>], with: &str) -> Option<String> {
    let known: Vec<&str> =
        parts.iter().filter_map(|part| part.as_deref()).filter(|part| !part.is_empty()).collect();
    if known.is_empty() { None } else { Some(known.join(with)) }
}

/// What kind of claimant files (pessoa física or microempreendedor individual).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum ClaimantKind {
    /// A natural person.
    #[default]
    Person,
    /// An individual micro-entrepreneur (MEI).
    Mei,
}

/// A ground for priority of treatment (prioridade de tramitação).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Priority {
    /// Sixty years or older.
    #[serde(rename = "60_plus")]
    SixtyPlus,
    /// Eighty years or older.
    #[serde(rename = "80_plus")]
    EightyPlus,
    /// A person with a disability.
    #[serde(rename = "disability")]
    Disability,
    /// A person with a serious illness.
    #[serde(rename = "serious_illness")]
    SeriousIllness,
}

/// Identity card (RG) with its issuer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct IdentityCard {
    /// Number as it stands on the card.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Issuer and state, "SSP/SP".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
}

/// The consumer whose case this is (consumidor, reclamante, autor).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Claimant {
    /// Person or MEI.
    pub kind: ClaimantKind,
    /// Full civil or corporate name, without abbreviations.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Social name (nome social), shown first where it is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub social_name: Option<String>,
    /// Nationality.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nationality: Option<String>,
    /// Marital status (estado civil).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub marital_status: Option<String>,
    /// Occupation (profissão).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub occupation: Option<String>,
    /// Parents' names (filiação).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(as = "Option<_>", optional))]
    pub parents: Vec<String>,
    /// Birth date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<Day>,
    /// Identity card.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rg: Option<IdentityCard>,
    /// CPF, or CNPJ of a MEI.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax_id: Option<TaxId>,
    /// Where the claimant lives.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// Phone as typed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// E-mail as typed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Grounds for priority.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(as = "Option<_>", optional))]
    pub priority: Vec<Priority>,
}

impl Claimant {
    /// Returns the name to print: the social name where there is one.
    pub fn shown_name(&self) -> Option<&str> {
        self.social_name.as_deref().or(self.name.as_deref()).filter(|name| !name.is_empty())
    }
}

/// Who acts for the claimant (representante, procurador, advogado).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Representative {
    /// Full name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// CPF.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax_id: Option<TaxId>,
    /// In which role: "advogada", "procurador", "filha".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// Professional registration, "OAB/SP 123.456".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registration: Option<String>,
    /// Address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// Phone as typed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// E-mail as typed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

/// The trade of a respondent (setor): it decides which ladder of complaint applies.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the words are the sectors themselves")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Sector {
    Telecom,
    Energy,
    Bank,
    Health,
    Aviation,
    Insurance,
    Ecommerce,
    #[default]
    Other,
}

/// A company complained of (fornecedor, reclamado, réu).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Respondent {
    /// Id within the case, `s1`.
    pub id: RespondentId,
    /// Corporate name (razão social).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corporate_name: Option<String>,
    /// Trade name (nome fantasia).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trade_name: Option<String>,
    /// CNPJ or CPF.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax_id: Option<TaxId>,
    /// Address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// Phone as typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// E-mail as typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Web site as typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// Trade.
    #[serde(default)]
    pub sector: Sector,
}

impl Respondent {
    /// Returns the name to print: corporate name first, as a court wants it.
    pub fn shown_name(&self) -> Option<&str> {
        self.corporate_name
            .as_deref()
            .or(self.trade_name.as_deref())
            .filter(|name| !name.is_empty())
    }

    /// Returns the name people know: the trade name where there is one.
    pub fn short_name(&self) -> Option<&str> {
        self.trade_name.as_deref().filter(|name| !name.is_empty()).or_else(|| self.shown_name())
    }
}

/// What binds claimant and respondent (relação de consumo).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Relation {
    /// Contract number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contract: Option<String>,
    /// Customer number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer: Option<String>,
    /// Telephone line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<String>,
    /// Installation or consumer unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub installation: Option<String>,
    /// Order number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<String>,
    /// Date of purchase or contract.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purchased_at: Option<Day>,
    /// Shop, site or address of purchase.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purchase_place: Option<String>,
    /// Product or service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    /// Model.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// Serial number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub serial: Option<String>,
    /// Price, in centavos.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<Money>,
    /// Way of payment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment: Option<String>,
    /// Holder, if not the claimant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holder: Option<String>,
}
