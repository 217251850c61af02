//! One writer at a time: a lock on `.juntada/trava` that the system lets go of when the program
//! ends, however it ends. The text in the file says who holds it; only the lock itself decides.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::Path;

/// A held lock; dropping it lets go.
#[derive(Debug)]
pub struct Lock {
    file: File,
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Closing the file alone would not do: a child process that is being started at this moment
        // holds a copy of the handle until it runs its own program, and the lock with it.
        let _ = self.file.unlock();
    }
}

/// Why the lock was not got.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Another program holds it.
    #[error("the case is open elsewhere: {holder}")]
    Held {
        /// What the holder wrote: host, process, since when.
        holder: String,
    },
    /// The file cannot be made or locked.
    #[error("cannot lock")]
    Io {
        /// Why.
        source: io::Error,
    },
}

impl Lock {
    /// Takes the lock at `path`, writing `holder` into it.
    ///
    /// # Errors
    /// [`LockError::Held`] when somebody else has it.
    pub fn take(path: &Path, holder: &str) -> Result<Self, LockError> {
        let failed = |source| LockError::Io { source };
        let mut options = OpenOptions::new();
        let mut file = options
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)
            .map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let holder = fs::read_to_string(path).unwrap_or_default().trim().to_owned();
                return Err(LockError::Held { holder });
            }
            Err(TryLockError::Error(source)) => return Err(failed(source)),
        }
        file.set_len(0).and_then(|()| file.write_all(holder.as_bytes())).map_err(failed)?;
        Ok(Self { file })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_writer_is_told_who_holds_the_lock() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("trava");
        let held = Lock::take(&path, "mesa 1, processo 7").unwrap();
        let refused = Lock::take(&path, "mesa 2").unwrap_err();
        assert!(matches!(&refused, LockError::Held { holder } if holder.contains("mesa 1")));
        drop(held);
        assert!(Lock::take(&path, "mesa 2").is_ok());
    }
}
