//! The `caso:` protocol: pictures by key, and nothing else. What a key may name is the desk's decision;
//! no path comes in here, and nothing that goes out may be kept by the page's cache.

use juntada::desk::Desk;
use std::sync::Arc;
use tauri::http::{Method, Request, Response, StatusCode, header};
use tauri::{Manager, Runtime, UriSchemeContext, UriSchemeResponder};

/// Name of the protocol: `caso://localhost/<key>`, on Windows `http://caso.localhost/<key>`.
pub const SCHEME: &str = "caso";

/// Answers one request, on a thread where drawing may take its time.
#[expect(clippy::needless_pass_by_value, reason = "Tauri hands its protocols owned values")]
pub fn serve<R: Runtime>(
    context: UriSchemeContext<'_, R>,
    request: Request<Vec<u8>>,
    responder: UriSchemeResponder,
) {
    let desk = Arc::clone(&context.app_handle().state::<Arc<Desk>>());
    tauri::async_runtime::spawn_blocking(move || responder.respond(answer(&desk, &request)));
}

fn answer(desk: &Desk, request: &Request<Vec<u8>>) -> Response<Vec<u8>> {
    let uri = request.uri();
    let is_plain = request.method() == Method::GET && uri.query().is_none();
    let key = uri.path().trim_start_matches('/');
    let Some(picture) = is_plain.then(|| desk.picture(key)).flatten() else { return nothing() };
    Response::builder()
        .header(header::CONTENT_TYPE, picture.media_type)
        .header(header::CACHE_CONTROL, "no-store")
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .body(picture.bytes)
        .unwrap_or_else(|_| nothing())
}

fn nothing() -> Response<Vec<u8>> {
    let mut response = Response::new(Vec::new());
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}
