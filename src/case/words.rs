//! Closed lists of words: each value has a word for files and scripts, and one for people.

macro_rules! words {
    ($(#[$doc:meta])* $type:ident { $($(#[$mark:meta])* $name:ident = $word:literal, $label:literal;)* }) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[cfg_attr(test, derive(ts_rs::TS))]
        $(#[$doc])*
        #[allow(missing_docs, reason = "label() says each in Portuguese")]
        pub enum $type { $($(#[$mark])* $name,)* }

        impl $type {
            /// Every value, in the order of the list.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Returns the word used in files and on the command line.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// Returns the word for people, in Portuguese.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$name => $label,)* }
            }
        }
    };
}

pub(super) use words;
