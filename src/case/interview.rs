//! What the person answered at the beginning (entrevista): it guides the screens and is printed
//! nowhere, so it never enters a package.

use crate::base::Day;
use crate::case::words::words;
use serde::{Deserialize, Serialize};

words! {
    /// What went wrong, as people say it (problema).
    Problem {
        UnknownCharge = "unknown_charge", "Cobrança que não reconheço";
        DefectiveProduct = "defective_product", "Produto com defeito";
        NotDelivered = "not_delivered", "Produto que não chegou";
        ServiceFails = "service_fails", "Serviço que falha";
        CannotCancel = "cannot_cancel", "Não consigo cancelar";
        NegativeListing = "negative_listing", "Nome negativado";
        OfferNotKept = "offer_not_kept", "Oferta não cumprida";
        Other = "other", "Outro problema";
    }
}

words! {
    /// Whether the person complained already (já reclamou).
    Complained {
        WithNumber = "with_number", "Sim, tenho número de protocolo";
        WithoutNumber = "without_number", "Sim, sem número de protocolo";
        NotYet = "not_yet", "Ainda não";
    }
}

words! {
    /// Where the person means to go (para onde).
    #[cfg_attr(test, ts(rename = "WantedDestination"))]
    Aim {
        Procon = "procon", "Procon";
        Jec = "jec", "Juizado Especial Cível";
        Lawyer = "lawyer", "Advogado(a)";
        Unsure = "unsure", "Ainda não sei";
    }
}

/// The answers (entrevista); all of them optional.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Interview {
    /// What went wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
    /// When it began.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub began: Option<Day>,
    /// Whether the person complained already.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub complained: Option<Complained>,
    /// Where the person means to go.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(as = "Option<_>", optional))]
    pub destinations: Vec<Aim>,
    /// The question reached, counted from 1; 0 before the first.
    #[cfg_attr(test, ts(as = "Option<_>", optional))]
    pub asked_to: u32,
}
