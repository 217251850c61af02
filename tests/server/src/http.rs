//! Just enough HTTP for one browser on this computer: a thread for each connection, one request on
//! each, closed behind it. A shared pool of threads would not do: one page holds several connections
//! open for as long as it lives, and a request that cancels must never wait behind them.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpStream};

/// Longest head that is read, in bytes.
const MAX_HEAD_BYTES: u64 = 64 * 1024;
/// Longest body that is read, in bytes.
const MAX_BODY_BYTES: u64 = 16 * 1024 * 1024;
/// Most headers that a request may have.
const MAX_HEADERS: usize = 64;

/// A request, read whole.
pub struct Request {
    /// Whether its method is POST; anything else is read as GET.
    pub is_post: bool,
    /// Address and query, as they came.
    pub url: String,
    /// The body.
    pub body: String,
    out: TcpStream,
}

impl Request {
    /// Reads the one request of a connection; nothing when it was closed without one.
    pub fn read(stream: TcpStream) -> io::Result<Option<Self>> {
        let mut reader = BufReader::new(stream.try_clone()?);
        let mut head = Vec::new();
        let mut limited = reader.by_ref().take(MAX_HEAD_BYTES);
        while !head.ends_with(b"\r\n\r\n") {
            if limited.read_until(b'\n', &mut head)? == 0 {
                return Ok(None);
            }
        }
        let mut headers = [httparse::EMPTY_HEADER; MAX_HEADERS];
        let mut parsed = httparse::Request::new(&mut headers);
        parsed.parse(&head).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
        let is_post = parsed.method == Some("POST");
        let url = parsed.path.unwrap_or_default().to_owned();
        let length =
            parsed.headers.iter().find(|one| one.name.eq_ignore_ascii_case("content-length"));
        let length =
            length.and_then(|one| std::str::from_utf8(one.value).ok()?.trim().parse().ok());
        let mut body = String::new();
        reader.take(length.unwrap_or(0).min(MAX_BODY_BYTES)).read_to_string(&mut body)?;
        Ok(Some(Self { is_post, url, body, out: stream }))
    }

    /// Answers the request.
    pub fn respond(mut self, answer: &Answer) -> io::Result<()> {
        let Answer { status, headers, bytes } = answer;
        let length = bytes.len();
        self.head(status, headers, &format!("Content-Length: {length}"))?;
        self.out.write_all(bytes)?;
        self.out.shutdown(Shutdown::Write)
    }

    /// Begins an answer that comes piece by piece; it ends when the connection is closed.
    pub fn begin(mut self, media_type: &'static str) -> io::Result<TcpStream> {
        self.head("200 OK", &plain(media_type), "Transfer-Encoding: chunked")?;
        Ok(self.out)
    }

    fn head(&mut self, status: &str, headers: &[Header], length: &str) -> io::Result<()> {
        let mut head = format!("HTTP/1.1 {status}\r\nConnection: close\r\n{length}\r\n");
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str("\r\n");
        self.out.write_all(head.as_bytes())
    }
}

/// Name and value.
type Header = (&'static str, &'static str);

/// An answer that is whole in memory.
#[derive(Debug)]
pub struct Answer {
    status: &'static str,
    headers: Vec<Header>,
    bytes: Vec<u8>,
}

fn plain(media_type: &'static str) -> Vec<Header> {
    vec![
        ("Content-Type", media_type),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
    ]
}

impl Answer {
    /// An answer of this type that no cache may keep.
    pub fn of(media_type: &'static str, bytes: Vec<u8>) -> Self {
        Self { status: "200 OK", headers: plain(media_type), bytes }
    }

    /// The same answer with one more header.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: &'static str) -> Self {
        self.headers.push((name, value));
        self
    }

    /// Nothing is there.
    pub fn nothing() -> Self {
        Self { status: "404 Not Found", headers: Vec::new(), bytes: Vec::new() }
    }

    /// It could not be done.
    pub fn failed(error: &io::Error) -> Self {
        let bytes = error.to_string().into_bytes();
        Self { status: "500 Internal Server Error", headers: plain("text/plain"), bytes }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;
    use std::thread;

    /// Sends `sent`, answers with "sim", and returns the request and what came back.
    fn exchange(sent: &str) -> (bool, String, String, String) {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let mut client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let server = thread::spawn(move || {
            let request = Request::read(listener.accept().unwrap().0).unwrap().unwrap();
            let told = (request.is_post, request.url.clone(), request.body.clone());
            request.respond(&Answer::of("text/plain", b"sim".to_vec())).unwrap();
            told
        });
        client.write_all(sent.as_bytes()).unwrap();
        let mut back = String::new();
        client.read_to_string(&mut back).unwrap();
        let (is_post, url, body) = server.join().unwrap();
        (is_post, url, body, back)
    }

    #[test]
    fn a_request_is_read_with_its_body_and_answered_once() {
        let sent = "POST /ask?job=7 HTTP/1.1\r\nHost: x\r\ncontent-length: 3\r\n\r\n{\"a\":1}";
        let (is_post, url, body, back) = exchange(sent);
        assert!(is_post);
        assert_eq!((url.as_str(), body.as_str()), ("/ask?job=7", "{\"a"));
        assert!(back.starts_with("HTTP/1.1 200 OK\r\n"), "{back}");
        assert!(
            back.contains("\r\nContent-Length: 3\r\n") && back.ends_with("\r\n\r\nsim"),
            "{back}"
        );
    }

    #[test]
    fn a_connection_without_a_request_is_none() {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        drop(TcpStream::connect(listener.local_addr().unwrap()).unwrap());
        assert!(Request::read(listener.accept().unwrap().0).unwrap().is_none());
    }
}
