//! Answers that come piece by piece: progress while a deed runs, and events.

use std::io::{self, Write};
use tiny_http::Request;

/// A body in chunks, each sent at once (RFC 9112, 7.1).
pub struct Chunked {
    out: Box<dyn Write + Send>,
}

impl Chunked {
    /// Begins the answer to a request.
    pub fn begin(request: Request, media_type: &str) -> io::Result<Self> {
        let mut out = request.into_writer();
        write!(
            out,
            "HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\nCache-Control: no-store\r\n\
             Transfer-Encoding: chunked\r\n\r\n"
        )?;
        out.flush()?;
        Ok(Self { out })
    }

    /// Sends a piece.
    pub fn send(&mut self, piece: &str) -> io::Result<()> {
        write!(self.out, "{:x}\r\n{piece}\r\n", piece.len())?;
        self.out.flush()
    }

    /// Ends the answer.
    pub fn end(mut self) -> io::Result<()> {
        self.out.write_all(b"0\r\n\r\n")?;
        self.out.flush()
    }
}
