//! Why the system refused to read or to write, in words that lead to a next step.

use crate::explain::name::{quoted, technical};
use crate::explain::{Explanation, say};
use crate::store::{Deed, DiskError};
use std::io;
use std::path::Path;

/// Numbers by which Linux and macOS tell that a device is gone or failing (errno.h: EIO, ENXIO,
/// ENODEV); the standard library has no kind for them.
const UNIX_GONE: [i32; 3] = [5, 6, 19];
/// Numbers by which Windows tells the same (winerror.h: ERROR_NOT_READY, ERROR_DEV_NOT_EXIST,
/// ERROR_NO_SUCH_DEVICE, ERROR_IO_DEVICE, ERROR_DEVICE_NOT_CONNECTED).
const WINDOWS_GONE: [i32; 5] = [21, 55, 433, 1117, 1167];
/// Windows: another program has the file open (ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION).
const WINDOWS_IN_USE: [i32; 2] = [32, 33];
/// Windows: the disk is protected against writing (ERROR_WRITE_PROTECT).
const WINDOWS_PROTECTED: i32 = 19;
/// Windows: the file lies in a cloud folder and could not be fetched (ERROR_CLOUD_FILE_…).
const WINDOWS_CLOUD: std::ops::RangeInclusive<i32> = 358..=404;

/// Why the system refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cause {
    /// No room, or the user's share of it is used up.
    Full,
    /// The file is larger than the disk's format can hold.
    TooLarge,
    /// The person may not.
    NoPermission,
    /// The disk is protected.
    ReadOnly,
    /// The disk or the network share went away or fails.
    Gone,
    /// Another program has the file.
    InUse,
    /// The file is a stand-in for one in the cloud.
    Cloud,
    /// The name is too long, or not one that this disk can hold.
    Name,
    /// There is nothing of this name any more.
    Absent,
    /// Anything else.
    Other,
}

impl Cause {
    /// Returns the cause of a system error.
    pub(super) fn of(error: &io::Error) -> Self {
        use io::ErrorKind as Kind;
        match error.kind() {
            Kind::StorageFull | Kind::QuotaExceeded => Self::Full,
            Kind::FileTooLarge => Self::TooLarge,
            Kind::PermissionDenied => Self::NoPermission,
            Kind::ReadOnlyFilesystem => Self::ReadOnly,
            Kind::NotConnected
            | Kind::HostUnreachable
            | Kind::NetworkUnreachable
            | Kind::NetworkDown
            | Kind::StaleNetworkFileHandle
            | Kind::TimedOut => Self::Gone,
            Kind::ResourceBusy | Kind::ExecutableFileBusy => Self::InUse,
            Kind::InvalidFilename => Self::Name,
            Kind::NotFound | Kind::NotADirectory => Self::Absent,
            _ => error.raw_os_error().map_or(Self::Other, Self::of_number),
        }
    }

    fn of_number(number: i32) -> Self {
        if cfg!(windows) {
            match number {
                WINDOWS_PROTECTED => Self::ReadOnly,
                n if WINDOWS_GONE.contains(&n) => Self::Gone,
                n if WINDOWS_IN_USE.contains(&n) => Self::InUse,
                n if WINDOWS_CLOUD.contains(&n) => Self::Cloud,
                _ => Self::Other,
            }
        } else if UNIX_GONE.contains(&number) {
            Self::Gone
        } else {
            Self::Other
        }
    }
}

/// Returns the explanation of a file or folder that is not there.
pub(super) fn absent(name: &str) -> Explanation {
    say(
        "path_absent",
        format!("Não encontrei {}.", quoted(name)),
        "Pode ter mudado de nome ou de lugar, ou estar num pen drive que não está ligado a este \
         computador. Nada foi alterado.",
        "Confira o nome e o lugar, e tente de novo.",
    )
}

/// Returns the explanation of a file that could not be read.
pub(super) fn unreadable(name: &str, error: &io::Error) -> Explanation {
    let what = |reason: &str| format!("Não consegui ler {}: {reason}.", quoted(name));
    match Cause::of(error) {
        Cause::Absent => absent(name),
        Cause::NoPermission => say(
            "no_permission",
            what("falta permissão"),
            "O computador não deixa este usuário abrir o arquivo. Nada foi alterado.",
            "Copie o arquivo para uma pasta sua, como Documentos, e tente de novo com a cópia.",
        ),
        Cause::Gone => say(
            "disk_gone",
            what("o disco ou pen drive parou de responder"),
            "Ele pode ter sido desligado no meio do trabalho ou estar com defeito. Nada foi alterado.",
            "Ligue o disco ou pen drive de novo, espere ele aparecer e repita o que você fazia.",
        ),
        Cause::InUse => say(
            "file_locked",
            what("outro programa está usando este arquivo"),
            "Enquanto o outro programa está com ele, ninguém mais o abre. Nada foi alterado.",
            "Feche o outro programa e tente de novo.",
        ),
        Cause::Cloud => say(
            "cloud_placeholder",
            what("ele está na nuvem (OneDrive, Google Drive ou outra)"),
            "No computador há só o nome; o conteúdo ainda não foi baixado. Nada foi alterado.",
            "Abra o arquivo uma vez, para baixar, e tente de novo.",
        ),
        Cause::Full | Cause::TooLarge | Cause::ReadOnly | Cause::Name | Cause::Other => say(
            "cannot_read",
            what("o computador não deixou"),
            format!("Nada foi alterado.{}", technical(&error.to_string())),
            "Veja se o arquivo abre em outro programa. Se abrir, copie-o para outra pasta e tente \
             de novo com a cópia.",
        ),
    }
}

/// Returns the explanation of a file that could not be written; `place` is where, if it is known.
pub(super) fn unwritable(place: Option<&str>, doing: &str, error: &io::Error) -> Explanation {
    let doing = place.map_or_else(|| doing.to_owned(), |path| format!("{doing} {}", quoted(path)));
    let stopped = format!("Parei ao {doing}. O que já estava guardado continua guardado.");
    match Cause::of(error) {
        Cause::Full => full(&stopped),
        Cause::TooLarge => say(
            "file_too_large_for_disk",
            "O arquivo é grande demais para este disco.",
            format!("{stopped} Muitos pen drives não aceitam arquivos de mais de 4 GB."),
            "Use outro disco ou outra pasta, e tente de novo.",
        ),
        Cause::NoPermission => say(
            "no_permission",
            "Não tenho permissão para gravar nesta pasta.",
            stopped,
            "Escolha uma pasta sua, como Documentos. Se a pasta é sua, veja se outro programa ou o \
             antivírus a protege.",
        ),
        Cause::ReadOnly => say(
            "disk_read_only",
            "Este disco está protegido e não aceita gravação.",
            stopped,
            "Tire a proteção do pen drive ou escolha outro lugar, e tente de novo.",
        ),
        Cause::Gone => say(
            "disk_gone",
            "O disco ou pen drive parou de responder.",
            format!("{stopped} Ele pode ter sido desligado ou estar com defeito."),
            "Ligue o disco ou pen drive de novo, espere ele aparecer e repita o que você fazia.",
        ),
        Cause::InUse => say(
            "file_locked",
            "Outro programa está usando este arquivo.",
            stopped,
            "Feche o outro programa e tente de novo.",
        ),
        Cause::Name => say(
            "name_too_long",
            "O nome ou o caminho é longo demais para este disco.",
            stopped,
            "Escolha uma pasta de nome mais curto, ou mais perto do começo do disco.",
        ),
        Cause::Absent => say(
            "path_absent",
            "A pasta onde eu gravava não está mais lá.",
            format!("{stopped} Ela pode ter mudado de nome ou de lugar."),
            "Confira o nome e o lugar da pasta, e tente de novo.",
        ),
        Cause::Cloud | Cause::Other => say(
            "cannot_write",
            "O computador não deixou gravar.",
            format!("{stopped}{}", technical(&error.to_string())),
            "Tente de novo. Se continuar, escolha outra pasta ou outro disco.",
        ),
    }
}

/// Returns the explanation of a full disk.
pub(super) fn full(stopped: &str) -> Explanation {
    say(
        "disk_full",
        "O disco está cheio. Nada foi perdido.",
        stopped,
        "Libere espaço e tente de novo.",
    )
}

/// Returns the explanation of a failed operation on the disk.
pub(super) fn disk(error: &DiskError) -> Explanation {
    let path: &Path = &error.path;
    let text = path.to_string_lossy();
    let known = !path.as_os_str().is_empty();
    unwritable(known.then_some(&*text), doing(error.deed), &error.source)
}

/// Returns what was being done, as it follows "Parei ao".
const fn doing(deed: Deed) -> &'static str {
    match deed {
        Deed::MakeFolder => "criar a pasta",
        Deed::Write | Deed::Commit => "gravar",
        Deed::SyncFile | Deed::SyncFolder => "confirmar a gravação de",
        Deed::Rename => "dar o nome a",
        Deed::Truncate => "acertar o fim de",
        Deed::Remove => "apagar",
        Deed::Permit => "proteger",
    }
}
