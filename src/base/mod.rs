//! The words of the trade as values: digests, tax ids, fiscal keys, money, dates, file names and the
//! texts of a BagIt bag. Pure; no disk, no clock. What a case is made of lives in `case`.
//!
//! A wrong check digit is told by [`CheckDigit`] and refuses nothing; only a wrong shape is an error.

mod access_key;
mod as_text;
pub mod bagit;
mod check_digit;
mod contact_number;
mod court_case;
mod day;
mod digest;
pub mod file_name;
pub mod found_codes;
pub mod found_numbers;
#[cfg(test)]
mod identifier_vectors;
mod moment;
mod money;
mod payment_line;
pub mod private_text;
mod spot;
mod tax_id;

pub(crate) use as_text::serde_as_text;

pub use access_key::{AccessKey, AccessKeyLayout, AccessKeyShapeError};
pub use check_digit::CheckDigit;
pub use contact_number::{Cep, ProtocolNumber};
pub use court_case::{CourtCase, CourtCaseShapeError};
pub use day::{Day, DayTextError};
pub use digest::{DigestTextError, Sha256Digest, Sha256Stream};
pub use moment::{Moment, MomentTextError};
pub use money::{Money, MoneyTextError};
pub use payment_line::{
    BankSlip, Collection, CollectionSegment, PaymentLine, PaymentLineShapeError,
};
pub use spot::{PARTS, Spot, SpotTextError};
pub use tax_id::{Cnpj, Cpf, TaxId, TaxIdShapeError};
