//! Answers that come piece by piece: progress while a deed runs, and events.

use crate::http::Request;
use std::io::{self, Write};
use std::net::{Shutdown, TcpStream};

/// A body in chunks, each sent at once (RFC 9112, 7.1).
pub struct Chunked {
    out: TcpStream,
}

impl Chunked {
    /// Begins the answer to a request.
    pub fn begin(request: Request, media_type: &'static str) -> io::Result<Self> {
        Ok(Self { out: request.begin(media_type)? })
    }

    /// Sends a piece.
    pub fn send(&mut self, piece: &str) -> io::Result<()> {
        self.out.write_all(format!("{:x}\r\n{piece}\r\n", piece.len()).as_bytes())
    }

    /// Ends the answer.
    pub fn end(mut self) -> io::Result<()> {
        self.out.write_all(b"0\r\n\r\n")?;
        self.out.shutdown(Shutdown::Write)
    }
}
