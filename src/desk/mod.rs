//! One session of a person at the screen, over the one door of the engine ([`crate::api`]).
//!
//! The page holds names and never a path: every path of its requests is a handle that this module
//! gave out, and every path of a reply becomes one. Long deeds tell how far they are and can be
//! cancelled; pictures are drawn beside them. The window (`src-tauri`) and the tests' server are two
//! thin edges around the same [`Desk`].
//!
//! Deliberately not here: windows, dialogs and HTTP, what a deed does ([`crate::app`]), and the
//! words of screens.

mod answer;
mod gather;
mod handles;
mod jobs;
mod offer;
mod pictures;
mod received;
mod redact;
#[cfg(test)]
mod types_tests;

pub use answer::DeskProgress;
pub use offer::Offer;
pub use pictures::Picture;

use crate::api::{self, Reply, Request};
use crate::app::{App, AppError, PictureReader, PicturesRead, Surroundings};
use crate::explain::Names;
use crate::import::ReaderCommand;
use crate::store::{Part, is_case};
use answer::Answer;
use handles::Handles;
use jobs::{Job, Jobs, Line, Stretch, Watch};
use offer::Pasted;
use pictures::Pictures;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// Stack of the thread that does a deed, in bytes: laying out pages nests deeply, and what starts
/// the deed may be a thread with 2 MiB.
const STACK_BYTES: usize = 16 * 1024 * 1024;

/// Where things are on this computer; the page never learns it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    /// The folder of cases, made when the first case is.
    pub cases: PathBuf,
    /// The default folder for what is made.
    pub out: PathBuf,
    /// The settings file. Pictures from the clipboard wait beside it.
    pub settings: PathBuf,
    /// The catalogue of received dossiers, made when the first is received.
    pub received: PathBuf,
}

/// Why a request could not be done, and what the parts of its case are called.
struct Unable {
    error: Box<AppError>,
    names: Names,
}

impl From<AppError> for Unable {
    fn from(error: AppError) -> Self {
        Self { error: Box::new(error), names: Names::default() }
    }
}

/// One session of a person at the screen. All of it may be called from any thread.
pub struct Desk {
    app: Line<App>,
    watch: Watch,
    jobs: Jobs,
    handles: Mutex<Handles>,
    pictures: Pictures,
    picture_reader: Arc<Mutex<PictureReader>>,
    pasted: Pasted,
}

impl Desk {
    /// Opens a session. `pictures_reader` starts the reader process that draws pictures for the
    /// screen, apart from the one that the deeds use. The watcher of `surroundings` is replaced:
    /// each request has its own.
    pub fn new(
        home: Home,
        mut surroundings: Surroundings,
        pictures_reader: &ReaderCommand,
    ) -> Self {
        let mut tag = [0; 4];
        (surroundings.chance)(&mut tag);
        let pasted = Pasted::beside(&home.settings, &hex::encode(tag));
        let watch = Watch::default();
        surroundings.progress = watch.watcher();
        let mut handles = Handles::new(home.clone());
        handles.hide(&surroundings.reader.program);
        let mut app = App::new(surroundings);
        // Settings that cannot be read are told when the page asks for them.
        if let Ok(Reply::Settings(report)) =
            api::dispatch(&mut app, Request::Settings { path: home.settings })
        {
            handles.choose_cases(report.settings.cases_folder.as_deref());
        }
        let proofs = app.proofs();
        let picture_reader = app.picture_reader();
        Self {
            app: Line::new(app),
            watch,
            jobs: Jobs::default(),
            picture_reader,
            pictures: Pictures::new(pictures_reader, pasted.folder(), proofs),
            handles: Mutex::new(handles),
            pasted,
        }
    }

    /// Does one request, given as JSON, and returns the answer as JSON:
    /// `{"reply","notices","attention","case"?,"places"?}` or `{"error"}`. `job` names it for
    /// [`Desk::cancel`]; `progress` is told on this thread how far it is. Never panics: a mistake
    /// of the program is an answer too.
    pub fn ask(&self, job: u32, request: &str, progress: &mut dyn FnMut(&DeskProgress)) -> String {
        let job = self.jobs.begin(job);
        let (told, heard) = channel();
        let done = thread::scope(|scope| {
            let deed = thread::Builder::new()
                .name("pedido".to_owned())
                .stack_size(STACK_BYTES)
                .spawn_scoped(scope, || self.answer(request, &job, told));
            match deed {
                Ok(deed) => {
                    heard.iter().for_each(|so_far| progress(&so_far));
                    deed.join().unwrap_or_else(|_| Err(AppError::Failed.into()))
                }
                Err(_) => Err(AppError::Failed.into()),
            }
        });
        match done {
            Ok(answer) => answer.to_json(),
            Err(Unable { error, names }) => {
                answer::failure(&error, &names, &self.handles().secrets())
            }
        }
    }

    /// Stops the deed of this job at the next place where nothing is left half-done. A job that is
    /// not running is not noted.
    pub fn cancel(&self, job: u32) {
        self.jobs.cancel(job);
    }

    /// Stops every deed at its next safe place and waits until each has ended, `limit` at most: what a
    /// window does before it closes.
    pub fn finish(&self, limit: Duration) {
        self.jobs.finish(limit);
    }

    /// Registers what the picker, a drop or the file manager gave, and returns its handle.
    pub fn offer(&self, paths: Vec<PathBuf>) -> Offer {
        self.handles().offer(paths)
    }

    /// Keeps a picture from the clipboard under `name` until it is used or the session ends, and
    /// returns its handle.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn offer_bytes(&self, name: &str, bytes: &[u8]) -> io::Result<Offer> {
        let path = self.pasted.keep(name, bytes)?;
        Ok(self.offer(vec![path]))
    }

    /// Returns the path behind a handle, for the system's own programs, or that of an original of a
    /// case that was shown (`caso:<id>#p3`); nothing when the handle means none, several, or what is
    /// gone.
    pub fn place(&self, handle: &str) -> Option<PathBuf> {
        self.handles().place(handle).filter(|path| path.exists())
    }

    /// Returns the picture under a key, `item/<sha256>/<page>/<width>` or
    /// `page/<preview>/<page>/<width>`; nothing for what the cases of this session do not hold, for
    /// previews that are not the last of their case, or for what cannot be drawn. The width is
    /// rounded up to 160, 320, 640, 1280 or 2560 pixels.
    pub fn picture(&self, key: &str) -> Option<Picture> {
        self.pictures.picture(key)
    }

    fn handles(&self) -> MutexGuard<'_, Handles> {
        self.handles.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn answer(
        &self,
        request: &str,
        job: &Job<'_>,
        told: Sender<DeskProgress>,
    ) -> Result<Answer, Unable> {
        let mut request = api::read_request(request)?;
        let root = self.handles().resolve(&mut request)?;
        let catalogue = self.handles().received().to_owned();
        let about = request.case_folder();
        let done = self.answered(request, root.as_deref(), job, &told);
        drop(told);
        let spoken_of = api::spoken_of(about.as_deref(), done.as_ref());
        let names = spoken_of.map(|case| self.app.wait().names(case)).unwrap_or_default();
        let reply = match done {
            Ok(reply) => reply,
            Err(error) => return Err(Unable { error: Box::new(error), names }),
        };
        let mut handles = self.handles();
        match &reply {
            Reply::Settings(report) => {
                handles.choose_cases(report.settings.cases_folder.as_deref());
            }
            Reply::Shown(shown) => {
                if let Some(root) = &root {
                    self.pictures.learn(root, pictures::holdings(root, shown));
                    handles.holds(root, shown);
                }
            }
            Reply::OpenedReceived(opened) => {
                if let Some(held) = received::drawable(&catalogue, opened) {
                    self.pictures.learn_received(held);
                }
            }
            Reply::Previewed(made) => {
                if let Some(root) = &root {
                    self.pictures.learn_previews(root, made);
                }
            }
            _ => {}
        }
        let case = root.filter(|root| is_case(root)).map(|root| handles.of_case(&root));
        Ok(Answer::of(reply, &names, case, &mut handles))
    }

    fn answered(
        &self,
        request: Request,
        root: Option<&Path>,
        job: &Job<'_>,
        told: &Sender<DeskProgress>,
    ) -> Result<Reply, AppError> {
        Ok(match (request, root) {
            (request @ Request::Add { .. }, _) => self.gather(request, job, told)?,
            (request @ (Request::Receive { .. } | Request::CheckReceived { .. }), _) => {
                self.beside(request, job, told)?
            }
            (request @ Request::Discard { .. }, Some(root)) => {
                let held = self.pictures.forget(root);
                let discarded = self.deed(request, job, told, None);
                discarded.inspect_err(|_| self.pictures.recall(held))?
            }
            (request @ Request::Unlock { .. }, _) => {
                let unlocked = self.deed(request, job, told, None)?;
                self.pictures.try_again();
                unlocked
            }
            (Request::ReadPictures { path }, _) => {
                Reply::PicturesRead(self.read_pictures(&path, None, job, told)?)
            }
            (Request::Propose { path, id }, _) => {
                // What is found in pictures takes long to read: the deed finds it read.
                self.read_pictures(&path, Some(api::part(&id)?), job, told)?;
                self.deed(Request::Propose { path, id }, job, told, None)?
            }
            (request, _) => self.deed(request, job, told, None)?,
        })
    }

    /// Reads the text of pictures beside the engine, which has its turn only to tell which they are
    /// and to hear what was read.
    fn read_pictures(
        &self,
        root: &Path,
        part: Option<Part>,
        job: &Job<'_>,
        told: &Sender<DeskProgress>,
    ) -> Result<PicturesRead, AppError> {
        let pictures = self.app.wait().unread_pictures(root, part)?;
        let mut reader = self.picture_reader.lock().unwrap_or_else(PoisonError::into_inner);
        let report = reader.read(&pictures, &mut |so_far| {
            // Nobody listens any more only when the answer is no longer wanted.
            let _ = told.send(DeskProgress::of(so_far));
            !job.is_cancelled()
        });
        drop(reader);
        self.app.wait().pictures_were_read(root, &report);
        Ok(report)
    }

    /// Does one deed when its turn has come.
    fn deed(
        &self,
        request: Request,
        job: &Job<'_>,
        told: &Sender<DeskProgress>,
        stretch: Option<Stretch>,
    ) -> Result<Reply, AppError> {
        let mut app = self.app.wait();
        if job.is_cancelled() {
            return Err(AppError::Cancelled);
        }
        let _watched = self.watch.during(job, told.clone(), stretch);
        api::dispatch(&mut app, request)
    }
}
