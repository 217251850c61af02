//! The one door to the engine: requests and replies as data, for the command line, the desktop
//! shell and the tests' server. Whoever stands outside can do just what a [`Request`] says.

mod dispatch;
mod places;
mod reply;
mod request;

pub use dispatch::dispatch;
pub(crate) use dispatch::part;
pub use places::{Place, Purpose, Slot, Told};
pub use reply::{Failure, Reply};
pub use request::{About, Request};

use crate::app::AppError;
use crate::explain::may_speak_of_parts;
use std::path::Path;

/// Every proposal, where numbers of proposals are asked for.
pub const ALL: &str = "all";

/// Reads a request from JSON.
///
/// # Errors
/// [`AppError::Request`], naming what is not understood.
pub fn read_request(text: &str) -> Result<Request, AppError> {
    serde_json::from_str(text).map_err(|error| AppError::Request { detail: error.to_string() })
}

/// Returns the folder of the case whose parts the outcome of a request speaks of; `case` is the one
/// that the request was about.
pub fn spoken_of<'a>(
    case: Option<&'a Path>,
    outcome: Result<&'a Reply, &AppError>,
) -> Option<&'a Path> {
    match outcome {
        Ok(Reply::Sample(sample)) => Some(sample.case.as_path()),
        Ok(reply) => case.filter(|_| reply.speaks_of_parts()),
        Err(error) => case.filter(|_| may_speak_of_parts(error)),
    }
}
