//! The only window: its first size, its place on the screen, and what its page may not do.

use crate::system;
use juntada::desk::Desk;
use tauri::webview::NewWindowResponse;
use tauri::window::Color;
use tauri::{
    AppHandle, LogicalSize, Manager, Monitor, PhysicalPosition, PhysicalSize, Theme, WebviewUrl,
    WebviewWindow, WebviewWindowBuilder,
};
use tauri_plugin_window_state::{StateFlags, WindowExt};

/// Name of the window; the capability is given to it alone.
pub const LABEL: &str = "main";
/// What is remembered of the window. Whether it was visible is not: it always is.
pub const REMEMBERED: StateFlags =
    StateFlags::SIZE.union(StateFlags::POSITION).union(StateFlags::MAXIMIZED);

/// Widest first size, in logical pixels.
const FIRST: (f64, f64) = (1280.0, 800.0);
/// Smallest size, in logical pixels, unless the screen is smaller.
const SMALLEST: (f64, f64) = (720.0, 480.0);
/// Part of the work area that the first size may take.
const FIRST_PART: f64 = 0.9;
/// Colours shown until the page is: paper, and the dark theme's paper.
const PAPER: Color = Color(0xf6, 0xf3, 0xec, 0xff);
const DARK_PAPER: Color = Color(0x14, 0x17, 0x1d, 0xff);

/// Makes and shows the window.
///
/// # Errors
/// The system gives no window.
pub fn open(app: &AppHandle, desk: &Desk) -> tauri::Result<()> {
    let theme = chosen_theme(desk);
    let area = app.primary_monitor()?.map_or(FIRST, |monitor| area_of(&monitor));
    let (width, height) = first_size(area);
    let (least_width, least_height) = smallest_size(area);
    let window = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::App("index.html".into()))
        .title("Juntada")
        .inner_size(width, height)
        .min_inner_size(least_width, least_height)
        .center()
        .visible(false)
        .theme(theme)
        .background_color(if theme == Some(Theme::Dark) { DARK_PAPER } else { PAPER })
        .zoom_hotkeys_enabled(false)
        .general_autofill_enabled(false)
        .devtools(cfg!(debug_assertions))
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
pub fn raise(window: &WebviewWindow) {
    let _ = window.unminimize();
    let _ = window.show();
    let _ = window.set_focus();
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

/// Moves and shrinks the window so that all of it is on one screen: a remembered place may belong to a
/// screen that is gone.
fn keep_on_screen(window: &WebviewWindow) -> tauri::Result<()> {
    if window.is_maximized()? || window.is_fullscreen()? {
        return Ok(());
    }
    let (position, outer, inner) =
        (window.outer_position()?, window.outer_size()?, window.inner_size()?);
    let now = Place { x: position.x, y: position.y, width: outer.width, height: outer.height };
    let screens: Vec<Place> = window.available_monitors()?.iter().map(screen_of).collect();
    let Some(best) = best_place(now, &screens) else { return Ok(()) };
    if (best.width, best.height) != (now.width, now.height) {
        let frame =
            (outer.width.saturating_sub(inner.width), outer.height.saturating_sub(inner.height));
        window.set_size(PhysicalSize {
            width: best.width.saturating_sub(frame.0),
            height: best.height.saturating_sub(frame.1),
        })?;
    }
    if (best.x, best.y) != (now.x, now.y) {
        window.set_position(PhysicalPosition { x: best.x, y: best.y })?;
    }
    Ok(())
}

/// A rectangle on the desktop, in physical pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    x: i32,
    y: i32,
    width: u32,
    height: u32,
}

fn screen_of(monitor: &Monitor) -> Place {
    let area = monitor.work_area();
    Place {
        x: area.position.x,
        y: area.position.y,
        width: area.size.width,
        height: area.size.height,
    }
}

/// Size of a monitor's work area in logical pixels.
fn area_of(monitor: &Monitor) -> (f64, f64) {
    let size: LogicalSize<f64> = monitor.work_area().size.to_logical(monitor.scale_factor());
    (size.width, size.height)
}

fn first_size((width, height): (f64, f64)) -> (f64, f64) {
    let (least_width, least_height) = smallest_size((width, height));
    (
        (width * FIRST_PART).floor().clamp(least_width, FIRST.0),
        (height * FIRST_PART).floor().clamp(least_height, FIRST.1),
    )
}

fn smallest_size((width, height): (f64, f64)) -> (f64, f64) {
    (SMALLEST.0.min(width), SMALLEST.1.min(height))
}

/// Returns the window's place moved into the screen that shows most of it (the first one if none
/// does), and made as small as that screen; `None` without a screen.
fn best_place(window: Place, screens: &[Place]) -> Option<Place> {
    let screen = screens.iter().rev().max_by_key(|screen| shared_area(window, **screen))?;
    let (x, width) = fit(window.x, window.width, screen.x, screen.width);
    let (y, height) = fit(window.y, window.height, screen.y, screen.height);
    Some(Place { x, y, width, height })
}

fn fit(start: i32, length: u32, screen_start: i32, screen_length: u32) -> (i32, u32) {
    let length = length.min(screen_length);
    let room = i32::try_from(screen_length - length).unwrap_or(0);
    (start.clamp(screen_start, screen_start.saturating_add(room)), length)
}

fn shared_area(a: Place, b: Place) -> i64 {
    let shared = |a_start: i32, a_length: u32, b_start: i32, b_length: u32| {
        let start = i64::from(a_start.max(b_start));
        let a_end = i64::from(a_start) + i64::from(a_length);
        let b_end = i64::from(b_start) + i64::from(b_length);
        (a_end.min(b_end) - start).max(0)
    };
    shared(a.x, a.width, b.x, b.width) * shared(a.y, a.height, b.y, b.height)
}

#[cfg(test)]
mod tests {
    use super::{Place, best_place, first_size};

    const SCREEN: Place = Place { x: 0, y: 24, width: 1366, height: 744 };
    const SECOND: Place = Place { x: 1366, y: 0, width: 1920, height: 1080 };

    fn place(x: i32, y: i32, width: u32, height: u32) -> Place {
        Place { x, y, width, height }
    }

    #[test]
    fn the_first_window_leaves_a_tenth_of_a_small_screen_free_and_fills_a_tiny_one() {
        assert_eq!(first_size((1366.0, 740.0)), (1229.0, 666.0));
        assert_eq!(first_size((2560.0, 1400.0)), (1280.0, 800.0));
        assert_eq!(first_size((683.0, 350.0)), (683.0, 350.0));
    }

    #[test]
    fn a_window_is_brought_back_whole_from_a_screen_that_is_gone() {
        let lost = place(3000, 900, 1000, 600);
        assert_eq!(best_place(lost, &[SCREEN]), Some(place(366, 168, 1000, 600)));
        assert_eq!(best_place(place(-9, -9, 800, 500), &[SCREEN]), Some(place(0, 24, 800, 500)));
        assert_eq!(best_place(place(10, 10, 2000, 1200), &[SCREEN]), Some(SCREEN));
        assert_eq!(best_place(SCREEN, &[]), None);
    }

    #[test]
    fn a_window_stays_on_the_screen_that_shows_most_of_it() {
        let across = place(1200, 100, 1000, 600);
        assert_eq!(best_place(across, &[SCREEN, SECOND]), Some(place(1366, 100, 1000, 600)));
        assert_eq!(
            best_place(place(9, 99, 900, 500), &[SCREEN, SECOND]),
            Some(place(9, 99, 900, 500))
        );
    }
}
