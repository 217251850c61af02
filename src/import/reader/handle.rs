//! The parent's side: starts the child when it is first needed, asks, waits by the clock, and
//! ends a child that hangs or answers rubbish.
//! Deliberately not here: what a reading means, and the limits the child sets on itself.

use crate::import::codes::FoundCode;
use crate::import::ocr::{OcrTask, PictureText};
use crate::import::reader::wire::{
    BurnTask, CodesTask, CopyTask, FoundPlaces, FragmentTask, MAX_REPLY_BYTES, MadeFile, Outcome,
    PlacesTask, PreviewTask, Reply, Request, Subject, Task, UnlockTask, UnpackTask, Unpacked,
};
use crate::import::reading::{NoteCode, ReadNote, Reading};
use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

/// Threads that the child's decoders may use. Each costs the child some 64 MB of its 1 GiB of
/// address space, and the parent works at the same time.
const CHILD_THREADS: &str = "2";

/// How the reader process is started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReaderCommand {
    /// The program, usually this one.
    pub program: PathBuf,
    /// Its arguments, usually `--leitor`.
    pub args: Vec<OsString>,
}

/// The limits that the parent sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReaderLimits {
    /// Longest time for one request, waiting included.
    pub wall: Duration,
}

impl Default for ReaderLimits {
    /// Returns 60 seconds a file: twice the processor time the child allows itself.
    fn default() -> Self {
        Self { wall: Duration::from_secs(60) }
    }
}

/// Why a request brought no result.
#[derive(Debug, thiserror::Error)]
pub enum ReaderError {
    /// The program cannot be started.
    #[error("cannot start the reader process {}", program.display())]
    CannotStart {
        /// The program.
        program: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The child ended before it answered.
    #[error("the reader process died ({status})")]
    Died {
        /// How it ended, as far as the system tells.
        status: String,
    },
    /// The child did not answer in time and was ended, by the parent's clock or by its own limit
    /// of processor time.
    #[error("the reader process took too long ({limit})")]
    Timeout {
        /// Which limit it was.
        limit: String,
    },
    /// The child answered something that is no reply and was ended.
    #[error("the reader process answered rubbish: {detail}")]
    Garbled {
        /// What is wrong with it.
        detail: String,
    },
    /// The child is well and says why it could not do it.
    #[error("the reader process could not: {} {}", note.code, note.detail)]
    Failed {
        /// The reason.
        note: ReadNote,
    },
}

impl ReaderError {
    /// Returns the note that stands for this error on the file.
    pub fn note(&self) -> ReadNote {
        match self {
            Self::Failed { note } => note.clone(),
            Self::Timeout { .. } => ReadNote::new(NoteCode::ReaderTimeout, self),
            Self::CannotStart { source, .. } => {
                ReadNote::new(NoteCode::ReaderDied, &format!("{self}: {source}"))
            }
            Self::Died { .. } | Self::Garbled { .. } => ReadNote::new(NoteCode::ReaderDied, self),
        }
    }
}

/// The reader process as the parent holds it. Nothing is started before the first request; when
/// the handle is dropped, the child is ended.
pub struct ReaderHandle {
    source: Source,
    limits: ReaderLimits,
    link: Option<Link>,
    requests: u64,
    starts: u32,
}

/// Where a new link comes from.
enum Source {
    Command(ReaderCommand),
    /// A thread of this process, for tests of what is read.
    #[cfg(test)]
    Thread,
}

impl ReaderHandle {
    /// Returns a handle that will start `command` when it is first needed.
    pub const fn new(command: ReaderCommand, limits: ReaderLimits) -> Self {
        Self { source: Source::Command(command), limits, link: None, requests: 0, starts: 0 }
    }

    /// Returns a handle that reads in a thread of this process: no protection, no other program.
    #[cfg(test)]
    pub(crate) fn in_this_process() -> Self {
        Self {
            source: Source::Thread,
            limits: ReaderLimits::default(),
            link: None,
            requests: 0,
            starts: 0,
        }
    }

    /// Returns how many times a child was started.
    pub const fn starts(&self) -> u32 {
        self.starts
    }

    /// Reads what can be read of a file.
    ///
    /// # Errors
    /// When the child cannot be started, dies, hangs or answers rubbish.
    pub fn facts(&mut self, subject: &Subject) -> Result<Reading, ReaderError> {
        match self.ask(subject, Task::Facts)? {
            Outcome::Facts(reading) => Ok(*reading),
            other => Err(self.mismatch(other)),
        }
    }

    /// Looks for codes on pages, from 1, of a picture or PDF.
    ///
    /// # Errors
    /// As [`ReaderHandle::facts`].
    pub fn codes(
        &mut self,
        subject: &Subject,
        pages: Vec<u32>,
    ) -> Result<Vec<FoundCode>, ReaderError> {
        match self.ask(subject, Task::Codes(CodesTask { pages }))? {
            Outcome::Codes(codes) => Ok(codes),
            other => Err(self.mismatch(other)),
        }
    }

    /// Writes pages of a PDF, or one decoded picture, as a fragment file.
    ///
    /// # Errors
    /// As [`ReaderHandle::facts`], and [`ReaderError::Failed`] when it cannot be done.
    pub fn fragment(
        &mut self,
        subject: &Subject,
        task: FragmentTask,
    ) -> Result<MadeFile, ReaderError> {
        self.make(subject, Task::Fragment(task))
    }

    /// Writes a PNG of one page, upright.
    ///
    /// # Errors
    /// As [`ReaderHandle::fragment`].
    pub fn preview(
        &mut self,
        subject: &Subject,
        task: PreviewTask,
    ) -> Result<MadeFile, ReaderError> {
        self.make(subject, Task::Preview(task))
    }

    /// Writes a reduced picture of one page as a fragment file.
    ///
    /// # Errors
    /// As [`ReaderHandle::fragment`].
    pub fn print_copy(
        &mut self,
        subject: &Subject,
        task: CopyTask,
    ) -> Result<MadeFile, ReaderError> {
        self.make(subject, Task::Copy(task))
    }

    /// Draws pages with something over them.
    ///
    /// # Errors
    /// As [`ReaderHandle::fragment`].
    pub fn burn(&mut self, subject: &Subject, task: BurnTask) -> Result<MadeFile, ReaderError> {
        self.make(subject, Task::Burn(task))
    }

    /// Finds private texts on pages of a PDF, and what stands in areas.
    ///
    /// # Errors
    /// As [`ReaderHandle::fragment`].
    pub fn places(
        &mut self,
        subject: &Subject,
        task: PlacesTask,
    ) -> Result<FoundPlaces, ReaderError> {
        match self.ask(subject, Task::Places(task))? {
            Outcome::Places(found) => Ok(found),
            other => Err(self.mismatch(other)),
        }
    }

    /// Writes a copy of a PDF without the password that `subject` carries.
    ///
    /// # Errors
    /// As [`ReaderHandle::fragment`].
    pub fn unlock(&mut self, subject: &Subject, task: UnlockTask) -> Result<MadeFile, ReaderError> {
        self.make(subject, Task::Unlock(task))
    }

    /// Takes the files inside a file out of it, each into a file of its own.
    ///
    /// # Errors
    /// As [`ReaderHandle::fragment`].
    pub fn unpack(&mut self, subject: &Subject, task: UnpackTask) -> Result<Unpacked, ReaderError> {
        match self.ask(subject, Task::Unpack(task))? {
            Outcome::Unpacked(unpacked) => Ok(unpacked),
            other => Err(self.mismatch(other)),
        }
    }

    /// Reads the text of a picture, or of a page as it is drawn.
    ///
    /// # Errors
    /// As [`ReaderHandle::fragment`]; what the program itself could not do is no error.
    pub fn picture_text(
        &mut self,
        subject: &Subject,
        task: OcrTask,
    ) -> Result<PictureText, ReaderError> {
        match self.ask(subject, Task::Ocr(task))? {
            Outcome::PictureText(text) => Ok(text),
            other => Err(self.mismatch(other)),
        }
    }

    fn make(&mut self, subject: &Subject, task: Task) -> Result<MadeFile, ReaderError> {
        match self.ask(subject, task)? {
            Outcome::Made(made) => Ok(made),
            other => Err(self.mismatch(other)),
        }
    }

    /// Returns the error for a reply that is none of the kind asked for.
    fn mismatch(&mut self, outcome: Outcome) -> ReaderError {
        match outcome {
            Outcome::Failed(note) => ReaderError::Failed { note },
            Outcome::Facts(_)
            | Outcome::Made(_)
            | Outcome::Unpacked(_)
            | Outcome::Codes(_)
            | Outcome::Places(_)
            | Outcome::PictureText(_) => {
                self.link = None;
                ReaderError::Garbled { detail: "a reply to something else".to_owned() }
            }
        }
    }

    /// Asks once; a child that dies of its second or later file is started afresh and asked again,
    /// since an earlier file may have worn it out.
    fn ask(&mut self, subject: &Subject, task: Task) -> Result<Outcome, ReaderError> {
        self.requests += 1;
        let request = Request { number: self.requests, subject: subject.clone(), task };
        let was_used = self.link.as_ref().is_some_and(|link| link.is_used);
        match self.ask_once(&request) {
            Err(ReaderError::Died { .. }) if was_used => self.ask_once(&request),
            result => result,
        }
    }

    fn ask_once(&mut self, request: &Request) -> Result<Outcome, ReaderError> {
        let mut link = match self.link.take() {
            Some(link) => link,
            None => self.start()?,
        };
        // The link is put back only after a proper reply: otherwise it is dropped and so ended.
        let reply = link.exchange(request, self.limits.wall)?;
        link.is_used = true;
        self.link = Some(link);
        Ok(reply.outcome)
    }

    fn start(&mut self) -> Result<Link, ReaderError> {
        self.starts = self.starts.saturating_add(1);
        match &self.source {
            Source::Command(command) => Link::start(command).map_err(|source| {
                ReaderError::CannotStart { program: command.program.clone(), source }
            }),
            #[cfg(test)]
            Source::Thread => Ok(Link::to_thread()),
        }
    }
}

/// A running child and the thread that talks with it, so that waiting can be cut short.
struct Link {
    child: Option<Child>,
    requests: Sender<Vec<u8>>,
    replies: Receiver<io::Result<Vec<u8>>>,
    is_used: bool,
}

impl Link {
    fn start(command: &ReaderCommand) -> io::Result<Self> {
        let mut process = Command::new(&command.program);
        process
            .args(&command.args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .env("RAYON_NUM_THREADS", CHILD_THREADS)
            // Nothing is taken ahead: the limit of memory counts that too.
            .env("MIMALLOC_ARENA_RESERVE", "0");
        apart(&mut process);
        let mut child = process.spawn()?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            end(&mut child);
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        Self::talk(Some(child), input, output)
    }

    fn talk(
        child: Option<Child>,
        input: impl Write + Send + 'static,
        output: impl Read + Send + 'static,
    ) -> io::Result<Self> {
        let (requests, to_send) = channel();
        let (received, replies) = channel();
        let link = Self { child, requests, replies, is_used: false };
        thread::Builder::new()
            .name("leitor".to_owned())
            .spawn(move || converse(input, BufReader::new(output), &to_send, &received))?;
        Ok(link)
    }

    #[cfg(test)]
    fn to_thread() -> Self {
        let (to_read, input) = io::pipe().unwrap();
        let (output, to_write) = io::pipe().unwrap();
        thread::spawn(move || crate::import::reader::serve(BufReader::new(to_read), to_write));
        Self::talk(None, input, output).unwrap()
    }

    fn exchange(&mut self, request: &Request, wall: Duration) -> Result<Reply, ReaderError> {
        let garbled = |detail: String| ReaderError::Garbled { detail };
        let mut line = serde_json::to_vec(request).map_err(|error| garbled(error.to_string()))?;
        line.push(b'\n');
        // A send fails only if the thread has ended, and then there is no reply either.
        let _ = self.requests.send(line);
        match self.replies.recv_timeout(wall) {
            Ok(Ok(line)) => {
                let reply: Reply = serde_json::from_slice(&line)
                    .map_err(|error| garbled(format!("{} bytes, {error}", line.len())))?;
                match reply.number == request.number {
                    true => Ok(reply),
                    false => Err(garbled("a reply to another request".to_owned())),
                }
            }
            Ok(Err(error)) if error.kind() == io::ErrorKind::InvalidData => {
                Err(garbled(error.to_string()))
            }
            Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => Err(self.death()),
            Err(RecvTimeoutError::Timeout) => {
                Err(ReaderError::Timeout { limit: format!("{} s", wall.as_secs()) })
            }
        }
    }

    /// Ends the child and returns the error for how it ended; one that was already ending keeps
    /// its own way.
    fn death(&mut self) -> ReaderError {
        let status = self.child.take().and_then(|mut child| end(&mut child));
        let told = status.map_or_else(|| "no status".to_owned(), |status| status.to_string());
        match status.is_some_and(used_up_its_time) {
            true => ReaderError::Timeout { limit: told },
            false => ReaderError::Died { status: told },
        }
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            end(child);
        }
    }
}

/// Sends each request and reads its reply, until the other side hangs up or something breaks.
fn converse(
    mut input: impl Write,
    mut output: impl BufRead,
    to_send: &Receiver<Vec<u8>>,
    received: &Sender<io::Result<Vec<u8>>>,
) {
    while let Ok(request) = to_send.recv() {
        let reply = exchange(&mut input, &mut output, &request);
        let is_over = reply.is_err();
        if received.send(reply).is_err() || is_over {
            return;
        }
    }
}

fn exchange(
    input: &mut impl Write,
    output: &mut impl BufRead,
    request: &[u8],
) -> io::Result<Vec<u8>> {
    input.write_all(request)?;
    input.flush()?;
    let mut line = Vec::new();
    output.by_ref().take(MAX_REPLY_BYTES).read_until(b'\n', &mut line)?;
    match line.last() {
        Some(b'\n') => Ok(line),
        _ if u64::try_from(line.len()).is_ok_and(|length| length >= MAX_REPLY_BYTES) => {
            Err(io::Error::new(io::ErrorKind::InvalidData, "reply beyond the limit"))
        }
        _ => Err(io::ErrorKind::UnexpectedEof.into()),
    }
}

/// Puts the child into a process group of its own, so that ending it ends what it started, and an
/// interrupt at the terminal reaches the parent alone, which then decides.
#[cfg(unix)]
fn apart(process: &mut Command) {
    use std::os::unix::process::CommandExt;
    process.process_group(0);
}

/// Keeps a console window from opening beside the desktop program.
#[cfg(windows)]
fn apart(process: &mut Command) {
    use std::os::windows::process::CommandExt;
    /// `CREATE_NO_WINDOW` of the Windows API (processthreadsapi.h).
    const CREATE_NO_WINDOW: u32 = 0x0800_0000;
    process.creation_flags(CREATE_NO_WINDOW);
}

#[cfg(not(any(unix, windows)))]
const fn apart(_process: &mut Command) {}

/// Ends a child for sure and takes its status from the system.
fn end(child: &mut Child) -> Option<ExitStatus> {
    #[cfg(unix)]
    {
        use rustix::process::{Pid, Signal, kill_process_group};
        // Not yet waited for, so its number is still its own. It fails only if all have ended.
        let _ = kill_process_group(Pid::from_child(child), Signal::KILL);
    }
    let _ = child.kill();
    child.wait().ok()
}

/// Returns whether the system ended the child for its processor time.
#[cfg(unix)]
fn used_up_its_time(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt;
    status.signal() == Some(rustix::process::Signal::XCPU.as_raw())
}

#[cfg(not(unix))]
const fn used_up_its_time(_status: ExitStatus) -> bool {
    false
}
