//! How far a check is, told file by file, and its stop between two files: a place of which every
//! reading is counted, and which gives nothing more once it was told to stop. A report that was made
//! after that is worth nothing and is thrown away.

use crate::package::bag_check::{BagMember, BagReadError, BagSource, MemberKind, SourceFlaw};
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::io;

/// Asked before each file with how many are done, how many there are and its path; answers whether
/// to go on.
pub type GoOn<'a> = dyn FnMut(usize, usize, &str) -> bool + 'a;

/// Who watches a check.
pub(super) struct Watch<'a> {
    go_on: RefCell<&'a mut GoOn<'a>>,
    begun: RefCell<BTreeSet<String>>,
    total: Cell<usize>,
    stopped: Cell<bool>,
}

impl<'a> Watch<'a> {
    pub(super) fn new(go_on: &'a mut GoOn<'a>) -> Self {
        Self {
            go_on: RefCell::new(go_on),
            begun: RefCell::default(),
            total: Cell::default(),
            stopped: Cell::default(),
        }
    }

    /// Returns whether the check was told to stop.
    pub(super) const fn is_stopped(&self) -> bool {
        self.stopped.get()
    }

    /// Returns the same place, watched.
    pub(super) const fn over<'s>(&'s self, source: &'s dyn BagSource) -> Watched<'s, 'a> {
        Watched { source, watch: self }
    }

    /// A file may be read more than once; it is counted when it is begun for the first time.
    fn begin(&self, path: &str) {
        let mut begun = self.begun.borrow_mut();
        let done = begun.len();
        if !self.is_stopped() && begun.insert(path.to_owned()) {
            let total = self.total.get().max(begun.len());
            let go_on = (self.go_on.borrow_mut())(done, total, path);
            self.stopped.set(!go_on);
        }
    }
}

pub(super) struct Watched<'s, 'w> {
    source: &'s dyn BagSource,
    watch: &'s Watch<'w>,
}

impl BagSource for Watched<'_, '_> {
    fn members(&self, is_ignored: &dyn Fn(&str) -> bool) -> Result<Vec<BagMember>, BagReadError> {
        let members = self.source.members(is_ignored)?;
        let files = members.iter().filter(|member| member.kind == MemberKind::File).count();
        self.watch.total.set(self.watch.total.get().max(files));
        Ok(members)
    }

    fn read(
        &self,
        path: &str,
        buffer: &mut [u8],
        take: &mut dyn FnMut(&[u8]),
    ) -> Result<(), BagReadError> {
        self.watch.begin(path);
        if self.watch.is_stopped() {
            let source = io::Error::from(io::ErrorKind::Interrupted);
            return Err(BagReadError::Io { path: path.to_owned(), source });
        }
        self.source.read(path, buffer, take)
    }

    fn flaws(&self) -> Vec<SourceFlaw> {
        self.source.flaws()
    }
}
