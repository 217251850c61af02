//! The hashes that manifests of bags use, computed side by side in one reading of a file.

use super::{BagReadError, BagSource};
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha224, Sha256, Sha384, Sha512};

/// Size of the one buffer that all files of a bag are read through: large enough that calls cost
/// nothing, small enough to stay in the processor's nearest caches and to be had without new memory.
pub(super) const BUFFER_BYTES: usize = 64 * 1024;

/// A hash function of manifests (RFC 8493, 2.4, and what bags in the wild use besides).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Algorithm {
    Md5,
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
}

impl Algorithm {
    /// Returns the function that a manifest's file name names, such as `sha256` or `SHA-256`.
    pub(super) fn from_name(name: &str) -> Option<Self> {
        let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
        Some(match plain.to_ascii_lowercase().as_str() {
            "md5" => Self::Md5,
            "sha1" => Self::Sha1,
            "sha224" => Self::Sha224,
            "sha256" => Self::Sha256,
            "sha384" => Self::Sha384,
            "sha512" => Self::Sha512,
            _ => return None,
        })
    }

    /// Returns the number of hexadecimal digits of its hashes.
    pub(super) const fn hex_digits(self) -> usize {
        match self {
            Self::Md5 => 32,
            Self::Sha1 => 40,
            Self::Sha224 => 56,
            Self::Sha256 => 64,
            Self::Sha384 => 96,
            Self::Sha512 => 128,
        }
    }
}

enum Hasher {
    Md5(Md5),
    Sha1(Sha1),
    Sha224(Sha224),
    Sha256(Sha256),
    Sha384(Sha384),
    Sha512(Sha512),
}

impl Hasher {
    fn new(algorithm: Algorithm) -> Self {
        match algorithm {
            Algorithm::Md5 => Self::Md5(Md5::new()),
            Algorithm::Sha1 => Self::Sha1(Sha1::new()),
            Algorithm::Sha224 => Self::Sha224(Sha224::new()),
            Algorithm::Sha256 => Self::Sha256(Sha256::new()),
            Algorithm::Sha384 => Self::Sha384(Sha384::new()),
            Algorithm::Sha512 => Self::Sha512(Sha512::new()),
        }
    }

    fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Md5(hasher) => hasher.update(bytes),
            Self::Sha1(hasher) => hasher.update(bytes),
            Self::Sha224(hasher) => hasher.update(bytes),
            Self::Sha256(hasher) => hasher.update(bytes),
            Self::Sha384(hasher) => hasher.update(bytes),
            Self::Sha512(hasher) => hasher.update(bytes),
        }
    }

    fn finish(self) -> String {
        match self {
            Self::Md5(hasher) => hex::encode(hasher.finalize()),
            Self::Sha1(hasher) => hex::encode(hasher.finalize()),
            Self::Sha224(hasher) => hex::encode(hasher.finalize()),
            Self::Sha256(hasher) => hex::encode(hasher.finalize()),
            Self::Sha384(hasher) => hex::encode(hasher.finalize()),
            Self::Sha512(hasher) => hex::encode(hasher.finalize()),
        }
    }
}

/// What one reading of a file gave.
pub(super) struct Hashed {
    /// The bytes that were read.
    pub(super) size_bytes: u64,
    /// The hashes in lower case, in the order in which the algorithms were asked for.
    pub(super) hashes: Vec<String>,
}

/// Returns the hashes of bytes that are already there.
pub(super) fn hash_bytes(bytes: &[u8], algorithms: &[Algorithm]) -> Hashed {
    let mut running = Running::new(algorithms);
    running.update(bytes);
    running.finish()
}

/// Returns the hashes of a member, read once through `buffer`; beside an error, those of what could
/// be read.
pub(super) fn hash_member(
    source: &dyn BagSource,
    path: &str,
    algorithms: &[Algorithm],
    buffer: &mut [u8],
) -> (Hashed, Result<(), BagReadError>) {
    let mut running = Running::new(algorithms);
    let outcome = source.read(path, buffer, &mut |piece| running.update(piece));
    (running.finish(), outcome)
}

struct Running {
    size_bytes: u64,
    hashers: Vec<Hasher>,
}

impl Running {
    fn new(algorithms: &[Algorithm]) -> Self {
        Self { size_bytes: 0, hashers: algorithms.iter().copied().map(Hasher::new).collect() }
    }

    fn update(&mut self, bytes: &[u8]) {
        self.size_bytes =
            self.size_bytes.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        self.hashers.iter_mut().for_each(|hasher| hasher.update(bytes));
    }

    fn finish(self) -> Hashed {
        let hashes = self.hashers.into_iter().map(Hasher::finish).collect();
        Hashed { size_bytes: self.size_bytes, hashes }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_hashes_of_abc_are_the_published_ones() {
        let names = ["md5", "SHA1", "sha-224", "sha256", "sha384", "sha512"];
        let algorithms = names.map(|name| Algorithm::from_name(name).unwrap());
        let hashed = hash_bytes(b"abc", &algorithms);
        assert_eq!(hashed.size_bytes, 3);
        let begins =
            ["900150983cd2", "a9993e364706", "23097d223405", "ba7816bf8f01", "cb00753f45a3"];
        for (hash, begin) in hashed.hashes.iter().zip(begins) {
            assert!(hash.starts_with(begin), "{hash}");
        }
        for (hash, algorithm) in hashed.hashes.iter().zip(algorithms) {
            assert_eq!(hash.len(), algorithm.hex_digits());
        }
        assert_eq!(Algorithm::from_name("blake3"), None);
    }
}
