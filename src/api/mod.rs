//! The one door to the engine: requests and replies as data, for the command line, the desktop
//! shell and the tests' server. Whoever stands outside can do just what a [`Request`] says.

mod dispatch;
mod places;
mod reply;
mod request;

pub use dispatch::dispatch;
pub use places::{Place, Purpose, Slot, Told};
pub use reply::{Failure, Reply};
pub use request::{About, Request};

use crate::app::AppError;

/// Reads a request from JSON.
///
/// # Errors
/// [`AppError::Request`], naming what is not understood.
pub fn read_request(text: &str) -> Result<Request, AppError> {
    serde_json::from_str(text).map_err(|error| AppError::Request { detail: error.to_string() })
}
