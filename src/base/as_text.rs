//! Serde for values that are written as one text.

/// Implements serde for a type that is written as one text: as it is displayed and parsed, or as
/// `$text` gives it (the compact form) and `$parse` reads any formatting of it.
macro_rules! serde_as_text {
    ($type:ty) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        crate::base::serde_as_text!(@read $type, |text: &str| text.parse::<$type>());
    };
    ($type:ty, $text:expr, $parse:expr) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let text = $text(self);
                serializer.serialize_str(text.as_ref())
            }
        }

        crate::base::serde_as_text!(@read $type, $parse);
    };
    (@read $type:ty, $parse:expr) => {
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                $parse(&text).map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(crate) use serde_as_text;
