//! Grounds of law (fundamentos) for a petition: a closed, dated list from which the user ticks. The
//! program adds none by itself.

use crate::filing::{Confidence, ProfileError};
use serde::{Deserialize, Serialize};

const GROUNDS: &str = include_str!("../../assets/rules/grounds.toml");

/// A ground of the list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Ground {
    /// Id, `cdc-42`.
    pub id: String,
    /// "CDC, art. 42, parágrafo único".
    pub article: String,
    /// One plain sentence.
    pub text: String,
    /// Where that was read.
    pub source: String,
    /// When, `2026-11-21`.
    pub read_on: String,
    /// Whether to confirm it.
    pub confidence: Confidence,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct GroundFile {
    ground: Vec<Ground>,
}

/// Returns the list, in its order.
///
/// # Errors
/// [`ProfileError::Format`] when the file is not of its shape.
pub fn grounds() -> Result<Vec<Ground>, ProfileError> {
    toml::from_str::<GroundFile>(GROUNDS)
        .map(|file| file.ground)
        .map_err(|error| ProfileError::Format { detail: error.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ground_is_one_sentence_with_its_source() {
        let all = grounds().unwrap();
        assert_eq!(all.len(), 14);
        for ground in all {
            assert!(ground.text.ends_with('.') && !ground.source.is_empty(), "{}", ground.id);
            assert!(ground.text.split_whitespace().count() <= 25, "{}", ground.id);
        }
    }
}
