//! The only window: its first size, its place on the screen, and what its page may not do.

use crate::system;
use juntada::desk::Desk;
use tauri::webview::NewWindowResponse;
use tauri::window::Color;
use tauri::{
    AppHandle, LogicalSize, Manager, PhysicalPosition, PhysicalSize, Theme, WebviewUrl,
    WebviewWindow, WebviewWindowBuilder,
};
use tauri_plugin_window_state::{StateFlags, WindowExt};

/// Name of the window; the capability is given to it alone.
pub const LABEL: &str = "main";
/// What is remembered of the window. Whether it was visible is not: it always is.
pub const REMEMBERED: StateFlags =
    StateFlags::SIZE.union(StateFlags::POSITION).union(StateFlags::MAXIMIZED);

/// Widest first size, in logical pixels.
const FIRST: LogicalSize<f64> = LogicalSize::new(1280.0, 800.0);
/// Smallest size, in logical pixels, unless the screen is smaller.
const SMALLEST: LogicalSize<f64> = LogicalSize::new(720.0, 480.0);
/// Part of the work area that the first size may take.
const FIRST_PART: f64 = 0.9;
/// Where WebKit and WebView2 are told that the way to the network is: nobody listens there. A content
/// security policy forbids a page to load anything, but not to ask for a host's name (`preconnect`).
const NOWHERE: &str = "http://127.0.0.1:9";
/// Colours shown until the page is: paper, and the dark theme's paper.
const PAPER: Color = Color(0xf6, 0xf3, 0xec, 0xff);
const DARK_PAPER: Color = Color(0x14, 0x17, 0x1d, 0xff);

/// Makes and shows the window.
///
/// # Errors
/// The system gives no window.
pub fn open(app: &AppHandle, desk: &Desk) -> tauri::Result<()> {
    let theme = chosen_theme(desk);
    let (first, least) = sizes(
        app.primary_monitor()?
            .map_or(FIRST, |monitor| monitor.work_area().size.to_logical(monitor.scale_factor())),
    );
    let window = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::App("index.html".into()))
        .title("Juntada")
        .inner_size(first.width, first.height)
        .min_inner_size(least.width, least.height)
        .center()
        .visible(false)
        .theme(theme)
        .background_color(if theme == Some(Theme::Dark) { DARK_PAPER } else { PAPER })
        .zoom_hotkeys_enabled(false)
        .general_autofill_enabled(false)
        .devtools(cfg!(debug_assertions))
        .proxy_url(NOWHERE.parse().map_err(tauri::Error::InvalidUrl)?)
        .on_navigation(system::is_own_page)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .on_page_load(|window, _| drop(keep_on_screen(&window)))
        .build()?;
    window.restore_state(REMEMBERED)?;
    keep_on_screen(&window)?;
    window.show()
}

/// Brings the window to the front, as after a second start of the program.
pub fn raise(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(LABEL) {
        let _ = window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus());
    }
}

/// Gives the window the theme of the settings, as they are now.
pub fn follow_theme(app: &AppHandle, desk: &Desk) {
    if let Some(window) = app.get_webview_window(LABEL) {
        let _ = window.set_theme(chosen_theme(desk));
    }
}

/// Returns the theme that the settings name; `None` follows the system.
fn chosen_theme(desk: &Desk) -> Option<Theme> {
    let answer = desk.ask(0, r#"{"request":"settings","path":"ajustes:"}"#, &mut |_| {});
    let answer: serde_json::Value = serde_json::from_str(&answer).ok()?;
    match answer.pointer("/reply/theme")?.as_str()? {
        "light" => Some(Theme::Light),
        "dark" => Some(Theme::Dark),
        _ => None,
    }
}

/// Moves and shrinks the window so that all of it is on its screen: a remembered place may belong to a
/// screen that is gone or was larger.
fn keep_on_screen(window: &WebviewWindow) -> tauri::Result<()> {
    let screen = match window.current_monitor()? {
        None => window.primary_monitor()?,
        screen => screen,
    };
    let Some(screen) = screen.filter(|_| !window.is_maximized().unwrap_or(false)) else {
        return Ok(());
    };
    let area = screen.work_area();
    let (at, outer, inner) = (window.outer_position()?, window.outer_size()?, window.inner_size()?);
    let (x, width) = fit(at.x, outer.width, area.position.x, area.size.width);
    let (y, height) = fit(at.y, outer.height, area.position.y, area.size.height);
    let size = PhysicalSize {
        width: inner.width.saturating_sub(outer.width - width),
        height: inner.height.saturating_sub(outer.height - height),
    };
    if size != inner {
        window.set_size(size)?;
    }
    if (x, y) != (at.x, at.y) {
        window.set_position(PhysicalPosition { x, y })?;
    }
    Ok(())
}

/// Fits a stretch into another; returns its start and length.
fn fit(start: i32, length: u32, screen_start: i32, screen_length: u32) -> (i32, u32) {
    let length = length.min(screen_length);
    let room = i32::try_from(screen_length - length).unwrap_or(0);
    (start.clamp(screen_start, screen_start.saturating_add(room)), length)
}

/// Returns the first and the smallest size in a work area of this size, in logical pixels.
fn sizes(area: LogicalSize<f64>) -> (LogicalSize<f64>, LogicalSize<f64>) {
    let one = |area: f64, first: f64, least: f64| {
        let least = least.min(area);
        ((area * FIRST_PART).floor().clamp(least, first), least)
    };
    let (width, least_width) = one(area.width, FIRST.width, SMALLEST.width);
    let (height, least_height) = one(area.height, FIRST.height, SMALLEST.height);
    (LogicalSize::new(width, height), LogicalSize::new(least_width, least_height))
}

#[cfg(test)]
mod tests {
    use super::{fit, sizes};
    use tauri::LogicalSize;

    #[test]
    fn the_first_window_leaves_a_tenth_of_a_small_screen_free_and_fills_a_tiny_one() {
        let first = |width, height| sizes(LogicalSize::new(width, height));
        let least = LogicalSize::new(720.0, 480.0);
        assert_eq!(first(1366.0, 740.0), (LogicalSize::new(1229.0, 666.0), least));
        assert_eq!(first(2560.0, 1400.0), (LogicalSize::new(1280.0, 800.0), least));
        let tiny = LogicalSize::new(683.0, 350.0);
        assert_eq!(sizes(tiny), (tiny, tiny));
    }

    #[test]
    fn a_window_is_brought_back_whole_and_stays_where_it_was_if_it_fits() {
        assert_eq!(fit(3000, 1000, 0, 1366), (366, 1000));
        assert_eq!(fit(-9, 500, 24, 744), (24, 500));
        assert_eq!(fit(10, 2000, 1366, 1920), (1366, 1920));
        assert_eq!(fit(1500, 900, 1366, 1920), (1500, 900));
    }
}
