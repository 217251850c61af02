//! From a request to a deed of the engine, and from its outcome to a reply.

use crate::api::{ALL, About, Reply, Request};
use crate::app::{
    App, AppError, ContactNote, DeliveryNote, Edit, ExportOrder, GatherOrder, HighlightOrder,
    LetterOrder, PaperOrder, PreviewOrder, RedactOrder, Undone,
};
use crate::base::Day;
use crate::case::{CaseDocument, ExhibitId, ExhibitRef, Finding, ItemId, PageChoice, number};
use crate::store::{Gathering, Part, StoreError};

/// Does what a request says.
///
/// # Errors
/// [`AppError`]; nothing half-done stays then.
pub fn dispatch(app: &mut App, request: Request) -> Result<Reply, AppError> {
    match request {
        Request::New { path, title, case } => {
            let document = case.map(|case| case.to_string());
            let (case, findings) = app.create(&path, title.as_deref(), document.as_deref())?;
            Ok(case_reply(&case, findings))
        }
        Request::Fill { path, case } => {
            let (case, findings) = app.fill(&path, &case.to_string())?;
            Ok(case_reply(&case, findings))
        }
        Request::Add { path, files, about, one_exhibit, password, into, same_step } => {
            let mut gathering = gathering(about, one_exhibit);
            gathering.into = into.map(|id| exhibit(app, &path, &id)).transpose()?;
            let order = GatherOrder { paths: files, gathering, password, same_step };
            Ok(Reply::Gathered(app.gather(&path, &order)?))
        }
        Request::AddPaper { path, title, place, about } => {
            let order = PaperOrder { title, place, gathering: gathering(about, true) };
            done(vec![app.gather_paper(&path, &order)?], Vec::new())
        }
        Request::Show { path } => Ok(Reply::Shown(Box::new(app.show(&path)?))),
        Request::Missing { path, profile } => Ok(Reply::Missing(app.missing(&path, &profile)?)),
        Request::Deadlines { path, ics } => {
            Ok(Reply::Deadlines(Box::new(app.deadlines(&path, ics.as_deref())?)))
        }
        Request::SealRequest { path, out } => {
            Ok(Reply::SealRequests(app.seal_requests(&path, &out)?))
        }
        Request::Passphrase { text } => {
            Ok(Reply::Passphrase(app.judge_passphrase(text.as_deref())))
        }
        Request::Export { path, profile, out, date, draft, since, originals, passphrase } => {
            let date = exact(date)?;
            let order = ExportOrder { profile, out, date, draft, since, originals, passphrase };
            Ok(Reply::Exported(Box::new(app.export(&path, &order)?)))
        }
        Request::Preview { path, profile, date, since } => {
            let order = PreviewOrder { profile, date: exact(date)?, since };
            Ok(Reply::Previewed(Box::new(app.preview(&path, &order)?)))
        }
        Request::Verify { path, seal, passphrase } => {
            let report = app.check(&path, seal.as_deref(), passphrase.as_deref())?;
            Ok(Reply::Verified(Box::new(report)))
        }
        Request::VerifyReport { path, seal, passphrase, out } => {
            let record = app.record_check(&path, seal.as_deref(), passphrase.as_deref(), &out)?;
            Ok(Reply::CheckRecorded(Box::new(record)))
        }
        Request::Grounds => {
            let grounds = crate::filing::grounds().map_err(AppError::from)?;
            Ok(Reply::Grounds(grounds))
        }
        Request::Profiles => Ok(Reply::Profiles(app.list_profiles()?)),
        Request::Sample { number, name, out, profile, date } => {
            let (profile, which) = (profile.as_deref(), name.unwrap_or_else(|| number.to_string()));
            Ok(Reply::Sample(Box::new(app.sample(&which, &out, profile, exact(date)?)?)))
        }
        other => dispatch_changes(app, other),
    }
}

/// The deeds on parts of a case that is there already.
fn dispatch_changes(app: &mut App, request: Request) -> Result<Reply, AppError> {
    match request {
        Request::Deliver { path, when, profile, place, number, answer_due, hearing, outcome } => {
            let note = DeliveryNote { when, profile, place, number, answer_due, hearing, outcome };
            let (id, findings) = app.deliver(&path, note)?;
            done(vec![id], findings)
        }
        Request::Letter { path, kind, respondent, profile, out, date } => {
            let order = LetterOrder { kind, respondent, profile, out, date: exact(date)? };
            Ok(Reply::Letter(app.letter(&path, &order)?))
        }
        Request::Group { path, ids } => {
            let exhibits = exhibits(app, &path, &ids)?;
            done(vec![app.group(&path, &exhibits)?], Vec::new())
        }
        Request::Separate { path, ids } => {
            let mut made = Vec::new();
            for id in exhibits(app, &path, &ids)? {
                made.extend(app.separate(&path, id)?);
            }
            done(made, Vec::new())
        }
        Request::TakeOut { path, id, numbers } => {
            Ok(Reply::Gathered(app.take_out(&path, part(&id)?, &numbers)?))
        }
        edit @ Request::Edit { .. } => dispatch_edit(app, edit),
        Request::Contact {
            path,
            when,
            channel,
            protocols,
            attendant,
            summary,
            due,
            answer,
            exhibits: proofs,
        } => {
            let proofs = exhibits(app, &path, &proofs)?.into_iter().map(ExhibitRef::Id).collect();
            let note = ContactNote {
                when,
                channel,
                protocols,
                attendant,
                summary,
                due,
                answer,
                exhibits: proofs,
            };
            let (id, findings) = app.note_contact(&path, note)?;
            done(vec![id], findings)
        }
        Request::Remove { path, id, reason } => {
            let findings = app.bin(&path, part(&id)?, &reason)?;
            done(vec![id], findings)
        }
        Request::Restore { path, id, reason } => {
            let findings = app.restore(&path, part(&id)?, &reason)?;
            done(vec![id], findings)
        }
        Request::Empty { path } => {
            let (ids, findings) = app.empty(&path)?;
            done(ids, findings)
        }
        Request::Copy { path, to } => {
            let originals = app.copy(&path, &to)?;
            Ok(Reply::Copied { to, originals })
        }
        Request::Repair { path } => done(Vec::new(), app.repair(&path)?),
        other => dispatch_screen(app, other),
    }
}

/// What the screen does besides: lists, taking back, settings.
fn dispatch_screen(app: &mut App, request: Request) -> Result<Reply, AppError> {
    match request {
        Request::Cases { path } => Ok(Reply::Cases(app.cases(&path)?)),
        Request::Discard { path, confirm } => Ok(Reply::Discarded(app.discard(&path, &confirm)?)),
        Request::Drop { path, ids } => {
            let findings = app.drop_parts(&path, &ids)?;
            done(ids, findings)
        }
        Request::Order { path, ids } => {
            let findings = app.order_parts(&path, &ids)?;
            done(ids, findings)
        }
        Request::Undo { path } => Ok(undone(app.undo(&path)?)),
        Request::Redo { path } => Ok(undone(app.redo(&path)?)),
        Request::Unlock { path, id, password } => {
            let (ids, findings) = app.unlock_part(&path, part(&id)?, &password)?;
            done(ids, findings)
        }
        copies @ (Request::Propose { .. }
        | Request::Redact { .. }
        | Request::Highlight { .. }
        | Request::WithoutPlace { .. }
        | Request::DropCopy { .. }) => dispatch_copies(app, copies),
        Request::Text { path, id } => Ok(Reply::Text { text: app.text_of(&path, item(&id)?)? }),
        Request::Conversation { path, id, from, to } => {
            Ok(Reply::Conversation(app.conversation(&path, item(&id)?, from, to)?))
        }
        Request::History { path, id } => Ok(Reply::History(app.custody(&path, part(&id)?)?)),
        Request::Search { path, term, limit } => Ok(Reply::Found(app.search(&path, &term, limit)?)),
        Request::ReadPictures { path } => Ok(Reply::PicturesRead(app.read_pictures(&path, None)?)),
        Request::Watch { path, folder, present } => {
            Ok(Reply::Offered(app.watch(&path, folder.as_deref(), present)?))
        }
        Request::Offered { path, folder } => {
            Ok(Reply::Offered(app.offered(&path, folder.as_deref())?))
        }
        Request::CopyOut { files, to } => Ok(Reply::CopiedOut(app.copy_out(&files, &to)?)),
        Request::Settings { path } => Ok(Reply::Settings(Box::new(app.settings(&path)?))),
        Request::SetSettings { path, settings } => {
            Ok(Reply::Settings(Box::new(app.set_settings(&path, settings)?)))
        }
        other => dispatch_received(app, other),
    }
}

/// What is done with received dossiers.
fn dispatch_received(app: &mut App, request: Request) -> Result<Reply, AppError> {
    match request {
        Request::Receive { path, files, passphrase, check } => {
            let passphrase = passphrase.as_deref();
            Ok(Reply::Received(app.receive(&path, &files, passphrase, check)?))
        }
        Request::CheckReceived { path, ids } => {
            Ok(Reply::CheckedReceived(app.check_received(&path, &ids)?))
        }
        Request::Received { path, term } => {
            Ok(Reply::ReceivedList(app.received(&path, term.as_deref())?))
        }
        Request::OpenReceived { path, id } => {
            Ok(Reply::OpenedReceived(Box::new(app.open_received(&path, id)?)))
        }
        Request::MarkReceived { path, ids, marking } => {
            Ok(Reply::MarkedReceived(app.mark_received(&path, &ids, &marking)?))
        }
        Request::CompareReceived { path, id, with } => {
            Ok(Reply::ComparedReceived(app.compare_received(&path, id, with)?))
        }
        Request::ReceivedTable { path, ids, out, print: true } => {
            Ok(Reply::ReceivedTable { table: app.received_index(&path, &ids, &out)? })
        }
        Request::ReceivedTable { path, ids, out, print: false } => {
            Ok(Reply::ReceivedTable { table: app.received_table(&path, &ids, &out)? })
        }
        Request::Continue { path, id, to, title } => {
            let (case, findings) = app.continue_received(&path, id, &to, title.as_deref())?;
            Ok(case_reply(&case, findings))
        }
        _ => Err(unknown()),
    }
}

/// Copies with bars or marks, and without places.
fn dispatch_copies(app: &mut App, request: Request) -> Result<Reply, AppError> {
    let (ids, findings) = match request {
        Request::Propose { path, id } => {
            return Ok(Reply::Proposed(app.propose(&path, part(&id)?)?));
        }
        Request::Redact { path, id, areas, accept, add } => {
            let accept_all = accept.as_deref() == Some(ALL);
            let chosen = accept.filter(|_| !accept_all).map(|text| numbers(&text)).transpose()?;
            let order = RedactOrder { areas, accept: chosen, accept_all, add };
            app.redact(&path, part(&id)?, &order)?
        }
        Request::Highlight { path, id, page, marks, caption } => {
            app.highlight(&path, part(&id)?, &HighlightOrder { page, marks, caption })?
        }
        Request::WithoutPlace { path, id } => {
            app.without_place(&path, id.map(|id| part(&id)).transpose()?)?
        }
        Request::DropCopy { path, sha256 } => app.drop_copy(&path, sha256)?,
        _ => return Err(unknown()),
    };
    done(ids, findings)
}

fn numbers(text: &str) -> Result<PageChoice, AppError> {
    text.parse().map_err(|_| AppError::NotUnderstood {
        what: "as propostas",
        given: text.to_owned(),
        expected: "1,3 ou todas",
    })
}

fn undone(undone: Undone) -> Reply {
    let Undone { label, ids, findings } = undone;
    Reply::Done { ids, label: Some(label), findings }
}

fn dispatch_edit(app: &mut App, request: Request) -> Result<Reply, AppError> {
    let Request::Edit {
        path,
        id,
        about,
        position,
        turn,
        pages,
        lines,
        transcript,
        shows,
        left_out,
        items: order,
        decline,
        clear,
    } = request
    else {
        return Err(unknown());
    };
    let exhibit = exhibit(app, &path, &id)?;
    let About { title, kind, date, note } = about;
    let items = order.iter().map(|id| item(id)).collect::<Result<_, _>>()?;
    let edit = Edit {
        title,
        date,
        kind,
        note,
        position,
        turn,
        pages,
        lines,
        transcript,
        shows,
        left_out,
        items,
        decline,
        clear,
    };
    let findings = app.edit(&path, exhibit, &edit)?;
    done(vec![exhibit.to_string()], findings)
}

/// Papers carry a whole date, never only a month.
fn exact(date: Option<Day>) -> Result<Option<chrono::NaiveDate>, AppError> {
    let Some(day) = date else { return Ok(None) };
    day.exact_date().map(Some).ok_or_else(|| AppError::NotUnderstood {
        what: "a data",
        given: day.to_string(),
        expected: "21/11/2026 ou 2026-11-21",
    })
}

fn unknown() -> AppError {
    AppError::Request { detail: "unknown request".to_owned() }
}

fn done(ids: Vec<String>, findings: Vec<Finding>) -> Result<Reply, AppError> {
    Ok(Reply::Done { ids, label: None, findings })
}

fn item(id: &str) -> Result<ItemId, AppError> {
    id.parse().map_err(|_| StoreError::NoSuchPart { id: id.to_owned() }.into())
}

fn case_reply(case: &crate::case::Case, findings: Vec<Finding>) -> Reply {
    Reply::Case { document: Box::new(CaseDocument::of(case, &number(case))), findings }
}

fn gathering(about: About, one_exhibit: bool) -> Gathering {
    let About { title, kind, date, note } = about;
    Gathering { title, kind, date, note, one_exhibit, into: None }
}

/// Returns the part of a case that an id means: an exhibit or an item.
///
/// # Errors
/// It is the id of neither.
pub(crate) fn part(id: &str) -> Result<Part, AppError> {
    id.parse::<ExhibitId>()
        .map(Part::Exhibit)
        .or_else(|_| id.parse::<ItemId>().map(Part::Item))
        .map_err(|_| StoreError::NoSuchPart { id: id.to_owned() }.into())
}

/// Returns the exhibits that ids mean; an item's id means the exhibit that holds it.
fn exhibits(
    app: &mut App,
    path: &std::path::Path,
    ids: &[String],
) -> Result<Vec<ExhibitId>, AppError> {
    let mut items = Vec::new();
    for id in ids {
        items.push(part(id)?);
    }
    if items.iter().all(|part| matches!(part, Part::Exhibit(_))) {
        let exhibits = items.into_iter().filter_map(|part| match part {
            Part::Exhibit(id) => Some(id),
            Part::Item(_) => None,
        });
        return Ok(exhibits.collect());
    }
    items.into_iter().map(|part| app.exhibit_of(path, part)).collect()
}

fn exhibit(app: &mut App, path: &std::path::Path, id: &str) -> Result<ExhibitId, AppError> {
    match part(id)? {
        Part::Exhibit(id) => Ok(id),
        item @ Part::Item(_) => app.exhibit_of(path, item),
    }
}
