//! The child's side: reads requests, does each under a guard, writes one reply a line.
//! Deliberately not here: the parsers themselves (`foreign.rs` calls them).

use crate::import::reader::wire::{MAX_REPLY_BYTES, MAX_REQUEST_BYTES, Outcome, Reply, Request};
use crate::import::reader::{foreign, limits};
use crate::import::reading::{NoteCode, ReadNote};
use std::io::{self, BufRead, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Runs the reader process until its input ends: what `juntada --leitor` does. It limits this
/// process for good, so it must be all that the process is for.
///
/// # Errors
/// Returns the error of `input` or `output`, or one for a request that is not understood; the
/// process should then end with a failure.
pub fn run_reader(input: impl BufRead, output: impl Write) -> io::Result<()> {
    limits::limit_memory();
    serve_each(input, output, limits::renew_cpu_time)
}

/// Serves requests until the input ends, without limits on this process: for tests and for a
/// process that is limited from outside.
///
/// # Errors
/// As [`run_reader`].
pub fn serve(input: impl BufRead, output: impl Write) -> io::Result<()> {
    serve_each(input, output, || {})
}

fn serve_each(
    mut input: impl BufRead,
    mut output: impl Write,
    before_each: impl Fn(),
) -> io::Result<()> {
    let mut line = Vec::new();
    loop {
        line.clear();
        input.by_ref().take(MAX_REQUEST_BYTES).read_until(b'\n', &mut line)?;
        if line.is_empty() {
            return Ok(());
        }
        let request: Request = serde_json::from_slice(&line)?;
        before_each();
        let outcome =
            catch_unwind(AssertUnwindSafe(|| foreign::perform(&request))).unwrap_or_else(|_| {
                Outcome::Failed(ReadNote::new(NoteCode::Damaged, &"the parser panicked"))
            });
        let mut reply = serde_json::to_vec(&Reply { number: request.number, outcome })?;
        reply.push(b'\n');
        if u64::try_from(reply.len()).unwrap_or(u64::MAX) > MAX_REPLY_BYTES {
            let outcome = Outcome::Failed(ReadNote::new(NoteCode::TooLarge, &"what was read"));
            reply = serde_json::to_vec(&Reply { number: request.number, outcome })?;
            reply.push(b'\n');
        }
        output.write_all(&reply)?;
        output.flush()?;
    }
}
