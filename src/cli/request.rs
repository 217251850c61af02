//! From words to a request of the engine. A word that is not understood is named, with what is
//! expected.

use crate::api::{ALL, About, Request, read_request};
use crate::app::AppError;
use crate::base::private_text::PrivateKind;
use crate::base::{Day, Moment, Spot};
use crate::case::{ExhibitKind, HiddenArea, LineRange, Mark, MarkShape, PageChoice, Turn};
use crate::cli::Streams;
use crate::cli::args::{self, Cli, Deed};
use crate::filing::Letter;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Longest document that is read from a file or from the input, in bytes.
const DOCUMENT_BYTES: u64 = 64 * 1024 * 1024;

/// Returns the request that the words mean.
pub(super) fn of(
    cli: Cli,
    own_catalogue: Option<&Path>,
    streams: &mut Streams<'_>,
) -> Result<Request, AppError> {
    match cli.deed {
        Deed::Novo { pasta, titulo, de } => {
            let case = de.map(|path| document(&path, streams)).transpose()?;
            Ok(Request::New { path: pasta, title: titulo, case })
        }
        Deed::Juntar(gather) => gather_request(gather, streams),
        Deed::Agrupar { pasta, ids } => Ok(Request::Group { path: pasta, ids }),
        Deed::Separar { pasta, ids } => Ok(Request::Separate { path: pasta, ids }),
        Deed::Anexos { pasta, id, numeros } => {
            Ok(Request::TakeOut { path: pasta, id, numbers: numeros })
        }
        deed @ Deed::Alterar { .. } => edit_request(deed),
        Deed::Tarjar(words) => redact_request(*words),
        Deed::Destacar(words) => highlight_request(*words),
        Deed::SemLugar { pasta, id } => Ok(Request::WithoutPlace { path: pasta, id }),
        Deed::Contato(contact) => contact_request(*contact),
        Deed::Preencher { pasta, documento } => {
            Ok(Request::Fill { path: pasta, case: document(&documento, streams)? })
        }
        Deed::Mostrar { pasta } => Ok(Request::Show { path: pasta }),
        Deed::Falta { pasta, perfil } => Ok(Request::Missing { path: pasta, profile: perfil }),
        Deed::Prazos { pasta, ics } => Ok(Request::Deadlines { path: pasta, ics }),
        Deed::Entregar(delivery) => delivery_request(*delivery),
        Deed::Carta(letter) => letter_request(*letter),
        deed @ (Deed::Gerar { .. } | Deed::Selo { .. }) => package_request(deed, streams),
        Deed::Conferir { caminho, selo, senha_de, relatorio } => {
            let (path, seal) = (caminho, selo);
            let passphrase = senha_de.map(|path| password(&path, streams)).transpose()?;
            Ok(match relatorio {
                Some(out) => Request::VerifyReport { path, seal, passphrase, out },
                None => Request::Verify { path, seal, passphrase },
            })
        }
        Deed::Retirar { pasta, id, motivo } => {
            Ok(Request::Remove { path: pasta, id, reason: motivo })
        }
        Deed::Restaurar { pasta, id, motivo } => {
            Ok(Request::Restore { path: pasta, id, reason: motivo })
        }
        Deed::Esvaziar { pasta } => Ok(Request::Empty { path: pasta }),
        Deed::Copiar { pasta, destino } => Ok(Request::Copy { path: pasta, to: destino }),
        Deed::Reparar { pasta } => Ok(Request::Repair { path: pasta }),
        Deed::Buscar { pasta, termo, limite, .. } => {
            Ok(Request::Search { path: pasta, term: termo.join(" "), limit: limite })
        }
        Deed::Vigiar { pasta, origem, .. } => {
            Ok(Request::Offered { path: pasta, folder: Some(origem) })
        }
        deed @ (Deed::Receber { .. } | Deed::Recebidos(_) | Deed::Continuar { .. }) => {
            received_request(deed, own_catalogue, streams)
        }
        Deed::Perfis | Deed::Completar { .. } | Deed::Manual => Ok(Request::Profiles),
        Deed::Exemplo { caso, saida, perfil, data } => Ok(Request::Sample {
            number: 1,
            name: Some(caso),
            out: saida,
            profile: Some(perfil),
            date: data.map(|text| day(&text)).transpose()?,
        }),
        Deed::Api => read_request(&read_text(Path::new("-"), streams)?),
    }
}

fn edit_request(deed: Deed) -> Result<Request, AppError> {
    match deed {
        Deed::Alterar { pasta, id, sobre, posicao, girar, paginas, linhas, transcricao } => {
            Ok(Request::Edit {
                path: pasta,
                id,
                about: about(sobre)?,
                position: posicao,
                turn: girar.map(|text| turn(&text)).transpose()?,
                pages: paginas.map(|text| pages(&text)).transpose()?,
                lines: linhas.map(|text| lines(&text)).transpose()?,
                transcript: transcricao,
                shows: None,
                left_out: None,
                items: Vec::new(),
                decline: Vec::new(),
                clear: Vec::new(),
            })
        }
        _ => Err(AppError::Failed),
    }
}

fn package_request(deed: Deed, streams: &mut Streams<'_>) -> Result<Request, AppError> {
    match deed {
        Deed::Gerar {
            pasta,
            perfil,
            saida,
            data,
            rascunho,
            complemento,
            desde,
            proteger,
            com_originais,
        } => Ok(Request::Export {
            path: pasta,
            profile: perfil,
            out: saida,
            date: data.map(|text| day(&text)).transpose()?,
            draft: rascunho,
            since: complemento.then(|| desde.unwrap_or_else(|| "last".to_owned())),
            passphrase: proteger.map(|path| password(&path, streams)).transpose()?,
            originals: com_originais,
        }),
        Deed::Selo { pasta, pedido: Some(out), .. } => {
            Ok(Request::SealRequest { path: pasta, out })
        }
        Deed::Selo { pasta, pedido: None, anexar } => Ok(Request::Add {
            path: pasta,
            files: anexar,
            about: About { kind: Some(ExhibitKind::SealAttachment), ..About::default() },
            one_exhibit: false,
            password: None,
            into: None,
            same_step: false,
        }),
        _ => Err(AppError::Failed),
    }
}

fn received_request(
    deed: Deed,
    own: Option<&Path>,
    streams: &mut Streams<'_>,
) -> Result<Request, AppError> {
    let place = |given: Option<PathBuf>| {
        let expected = "--recebidos e uma pasta";
        let chosen = given.or_else(|| own.map(Path::to_owned));
        chosen.ok_or_else(|| not_understood("a pasta dos recebidos", "", expected))
    };
    Ok(match deed {
        Deed::Receber { caminhos, senha_de, recebidos } => Request::Receive {
            path: place(recebidos)?,
            files: caminhos,
            passphrase: senha_de.map(|path| password(&path, streams)).transpose()?,
            check: true,
        },
        Deed::Continuar { recebido, pasta, titulo, recebidos } => {
            Request::Continue { path: place(recebidos)?, id: recebido, to: pasta, title: titulo }
        }
        Deed::Recebidos(words) => {
            let args::ReceivedWords { termo, ver, comparar, com, csv, indice, recebidos } = words;
            let path = place(recebidos)?;
            let table = csv.map(|out| (out, false)).or(indice.map(|out| (out, true)));
            match (ver, comparar, table) {
                (Some(id), _, _) => Request::OpenReceived { path, id },
                (_, Some(id), _) => Request::CompareReceived { path, id, with: com },
                (_, _, Some((out, print))) => {
                    Request::ReceivedTable { path, ids: Vec::new(), out, print }
                }
                _ => Request::Received { path, term: termo },
            }
        }
        _ => return Err(AppError::Failed),
    })
}

fn redact_request(words: args::RedactWords) -> Result<Request, AppError> {
    let args::RedactWords { pasta: path, id, pagina: page, esconde, texto, .. } = words;
    if words.propor || (words.area.is_empty() && words.aceitar.is_none() && !words.limpar) {
        return Ok(Request::Propose { path, id });
    }
    let named = |kind: &PrivateKind| esconde.as_deref() == Some(kind.word());
    let hides = PrivateKind::ALL.into_iter().find(named).unwrap_or_default();
    let area = |given: &String| {
        let area = spot(given)?;
        Ok(HiddenArea { page, area, hides, text: texto.clone() })
    };
    let areas = words.area.iter().map(area).collect::<Result<_, AppError>>()?;
    let accept = words.aceitar.map(|text| if text == "todas" { ALL.to_owned() } else { text });
    Ok(Request::Redact { path, id, areas, accept, add: !words.limpar })
}

fn highlight_request(words: args::HighlightWords) -> Result<Request, AppError> {
    let args::HighlightWords { pasta: path, id, pagina: page, legenda: caption, .. } = words;
    let frames = words.moldura.iter().map(|text| (MarkShape::Frame, text));
    let arrows = words.seta.iter().map(|text| (MarkShape::Arrow, text));
    let mark = |(shape, text): (MarkShape, &String)| Ok(Mark { shape, area: spot(text)? });
    let marks = frames.chain(arrows).map(mark).collect::<Result<_, AppError>>()?;
    Ok(Request::Highlight { path, id, page, marks, caption })
}

fn spot(text: &str) -> Result<Spot, AppError> {
    text.parse()
        .map_err(|_| not_understood("o lugar", text, "quatro frações, como 0.1,0.2,0.5,0.05"))
}

fn delivery_request(delivery: args::Delivery) -> Result<Request, AppError> {
    Ok(Request::Deliver {
        path: delivery.pasta,
        when: delivery.quando.map(|text| moment(&text)).transpose()?,
        profile: delivery.perfil,
        place: delivery.onde,
        number: delivery.numero,
        answer_due: delivery.prazo.map(|text| day(&text)).transpose()?,
        hearing: delivery.audiencia.map(|text| moment(&text)).transpose()?,
        outcome: delivery.resultado,
    })
}

fn letter_request(letter: args::LetterWords) -> Result<Request, AppError> {
    let named = |kind: &Letter| kind.word() == letter.tipo;
    let kinds = "gravacao, historico, notificacao, residencia, titular, autorizacao ou procuracao";
    let kind = Letter::ALL.into_iter().find(named);
    let company = letter.empresa.as_deref();
    Ok(Request::Letter {
        path: letter.pasta,
        kind: kind.ok_or_else(|| not_understood("o papel", &letter.tipo, kinds))?,
        respondent: company
            .map(|id| id.parse().map_err(|_| not_understood("a empresa", id, "s1, s2…")))
            .transpose()?,
        profile: letter.perfil,
        out: letter.saida,
        date: letter.data.map(|text| day(&text)).transpose()?,
    })
}

fn gather_request(gather: args::Gather, streams: &mut Streams<'_>) -> Result<Request, AppError> {
    let args::Gather { pasta, arquivos, sobre, uma_prova, so_papel, onde, senha_de } = gather;
    let mut about = about(sobre)?;
    if so_papel {
        let title = about.title.take().unwrap_or_default();
        return Ok(Request::AddPaper {
            path: pasta,
            title,
            place: onde.unwrap_or_default(),
            about,
        });
    }
    let password = senha_de.map(|path| password(&path, streams)).transpose()?;
    Ok(Request::Add {
        path: pasta,
        files: arquivos,
        about,
        one_exhibit: uma_prova,
        password,
        into: None,
        same_step: false,
    })
}

fn contact_request(contact: args::Contact) -> Result<Request, AppError> {
    Ok(Request::Contact {
        path: contact.pasta,
        when: moment(&contact.quando)?,
        channel: contact.canal.parse().map_err(|_| {
            not_understood(
                "o canal",
                &contact.canal,
                "sac_phone, chat, whatsapp, email, app, store, ombudsman, regulator, \
                 consumidor_gov, reclame_aqui, procon ou letter_ar",
            )
        })?,
        protocols: contact.protocolo,
        attendant: contact.atendente,
        summary: contact.resumo,
        due: contact.prazo.map(|text| day(&text)).transpose()?,
        answer: contact.resposta,
        exhibits: contact.prova,
    })
}

fn about(about: args::About) -> Result<About, AppError> {
    Ok(About {
        title: about.titulo,
        kind: about
            .tipo
            .map(|word| {
                word.parse().map_err(|_| {
                    not_understood("o tipo da prova", &word, "uma das palavras de docs/format.md, como invoice, contract, chat, photo, email, receipt ou other")
                })
            })
            .transpose()?,
        date: about.data.map(|text| day(&text)).transpose()?,
        note: about.nota,
    })
}

fn not_understood(what: &'static str, given: &str, expected: &'static str) -> AppError {
    AppError::NotUnderstood { what, given: given.to_owned(), expected }
}

fn day(text: &str) -> Result<Day, AppError> {
    Day::parse(text).map_err(|_| not_understood("a data", text, "21/11/2026, 11/2026 ou 2026"))
}

fn moment(text: &str) -> Result<Moment, AppError> {
    Moment::parse(text)
        .map_err(|_| not_understood("a data", text, "05/10/2026 14:33, ou só a data"))
}

fn turn(text: &str) -> Result<Turn, AppError> {
    let degrees = text.parse().ok().and_then(Turn::from_degrees);
    degrees.ok_or_else(|| not_understood("o giro", text, "0, 90, 180 ou 270"))
}

fn pages(text: &str) -> Result<PageChoice, AppError> {
    text.parse().map_err(|_| not_understood("a escolha de páginas", text, "1,3-4"))
}

fn lines(text: &str) -> Result<LineRange, AppError> {
    text.parse().map_err(|_| not_understood("a escolha de linhas", text, "10-40"))
}

fn document(path: &Path, streams: &mut Streams<'_>) -> Result<serde_json::Value, AppError> {
    let text = read_text(path, streams)?;
    serde_json::from_str(&text).map_err(|error| {
        crate::case::DocumentError::NotAnObject { detail: error.to_string() }.into()
    })
}

/// Reads a password: a file's text, or the input's, without the end of its line.
fn password(path: &Path, streams: &mut Streams<'_>) -> Result<String, AppError> {
    Ok(read_text(path, streams)?.trim_end_matches(['\r', '\n']).to_owned())
}

/// Reads a text file, or the input for `-`.
fn read_text(path: &Path, streams: &mut Streams<'_>) -> Result<String, AppError> {
    let failed = |source| AppError::Read { path: path.to_owned(), source };
    let mut text = String::new();
    if path == Path::new("-") {
        streams.input.take(DOCUMENT_BYTES).read_to_string(&mut text).map_err(failed)?;
    } else {
        if !path.exists() {
            return Err(AppError::Absent { path: path.to_owned() });
        }
        let file = fs::File::open(path).map_err(failed)?;
        file.take(DOCUMENT_BYTES).read_to_string(&mut text).map_err(failed)?;
    }
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}
