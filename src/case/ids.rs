//! Short names of the parts of a case: `p1` (item), `e1` (exhibit), `c1`, `f1`, `r1`, `s1`, `v1`.
//! A number is never used twice; who hands out the next one is [`super::Case`].

use crate::base::serde_as_text;
use std::fmt;
use std::str::FromStr;

/// Why a text is not the id that was expected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an id that starts with {prefix:?}: {text:?}")]
pub struct IdTextError {
    /// The letter the id must start with.
    pub prefix: char,
    /// The text that was given.
    pub text: String,
}

macro_rules! id_type {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        #[cfg_attr(test, derive(ts_rs::TS), ts(type = "string"))]
        pub struct $name(u32);

        impl $name {
            /// The letter in front of the number.
            pub const PREFIX: char = $prefix;

            /// Returns the id with this number; numbers start at 1.
            pub const fn new(number: u32) -> Self {
                Self(number)
            }

            /// Returns the number without its letter.
            pub const fn number(self) -> u32 {
                self.0
            }

            /// Returns the id after the highest of `used`.
            pub fn after<'a>(used: impl IntoIterator<Item = &'a Self>) -> Self {
                Self(used.into_iter().map(|id| id.0).max().unwrap_or(0).saturating_add(1))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}{}", $prefix, self.0)
            }
        }

        impl FromStr for $name {
            type Err = IdTextError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.strip_prefix($prefix)
                    .filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))
                    .and_then(|digits| digits.parse().ok())
                    .filter(|number| *number > 0)
                    .map(Self)
                    .ok_or_else(|| IdTextError { prefix: $prefix, text: text.to_owned() })
            }
        }

        serde_as_text!($name);
    };
}

id_type!(
    /// An item: one gathered file, for ever.
    ItemId,
    'p'
);
id_type!(
    /// An exhibit (documento): an ordered list of items.
    ExhibitId,
    'e'
);
id_type!(
    /// A contact with the supplier (tentativa de solução).
    ContactId,
    'c'
);
id_type!(
    /// A fact of the account (fato).
    FactId,
    'f'
);
id_type!(
    /// A request (pedido).
    RequestId,
    'r'
);
id_type!(
    /// A respondent (fornecedor reclamado).
    RespondentId,
    's'
);
id_type!(
    /// An extra event of the timeline (acontecimento).
    EventId,
    'v'
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_read_back_what_they_show() {
        assert_eq!("p12".parse(), Ok(ItemId::new(12)));
        assert_eq!(ItemId::new(12).to_string(), "p12");
        for wrong in ["e12", "p", "p0", "p-1", "p+1", "12", "p1x"] {
            assert!(wrong.parse::<ItemId>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_next_id_follows_the_highest() {
        assert_eq!(FactId::after(&[FactId::new(3), FactId::new(7)]), FactId::new(8));
        assert_eq!(FactId::after(&[]), FactId::new(1));
    }
}
