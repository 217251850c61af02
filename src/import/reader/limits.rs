//! The limits that the reader process sets on itself before it touches a foreign byte.
//! Deliberately not here: the parent's clock (`handle.rs`). On Windows these do nothing.

use std::time::Duration;

/// Most memory of the reader process, in bytes of address space: 1 GiB (performance.md, fault 17).
#[cfg(unix)]
const MAX_MEMORY_BYTES: u64 = 1024 * 1024 * 1024;

/// Most processor time for one file, in seconds (performance.md, fault 17).
#[cfg(unix)]
const MAX_CPU_SECONDS: u64 = 30;

/// Limits memory and forbids core dumps, which would spill evidence onto the disk.
#[cfg(unix)]
pub fn limit_memory() {
    use rustix::process::Resource;
    lower(Resource::As, MAX_MEMORY_BYTES);
    lower(Resource::Core, 0);
}

/// Gives the next file its processor time: the limit counts from the process's start, so it is
/// moved on by what is already used.
#[cfg(unix)]
pub fn renew_cpu_time() {
    use rustix::process::Resource;
    // One second more, as the used time is cut to whole seconds.
    lower(Resource::Cpu, used_time().as_secs().saturating_add(MAX_CPU_SECONDS + 1));
}

/// Returns the processor time that this process has used, which a busy machine does not lengthen.
#[cfg(unix)]
pub fn used_time() -> Duration {
    use rustix::time::{ClockId, clock_gettime};
    let used = clock_gettime(ClockId::ProcessCPUTime);
    let whole = Duration::from_secs(u64::try_from(used.tv_sec).unwrap_or(0));
    whole.saturating_add(Duration::from_nanos(u64::try_from(used.tv_nsec).unwrap_or(0)))
}

/// Sets the soft limit, which may be moved again, to `value` or the hard limit if that is lower.
/// A system that refuses leaves the parent's clock as the limit.
#[cfg(unix)]
fn lower(resource: rustix::process::Resource, value: u64) {
    use rustix::process::{Rlimit, getrlimit, setrlimit};
    let maximum = getrlimit(resource).maximum;
    let current = maximum.map_or(value, |maximum| maximum.min(value));
    let _ = setrlimit(resource, Rlimit { current: Some(current), maximum });
}

/// Does nothing: safe code has no such limit on this system.
#[cfg(not(unix))]
pub const fn limit_memory() {}

/// Does nothing: safe code has no such limit on this system.
#[cfg(not(unix))]
pub const fn renew_cpu_time() {}

/// Returns the time since it was first asked: safe code is told no processor time on this system.
#[cfg(not(unix))]
pub fn used_time() -> Duration {
    static BEGAN: std::sync::LazyLock<std::time::Instant> =
        std::sync::LazyLock::new(std::time::Instant::now);
    BEGAN.elapsed()
}
