//! The XML tree, parsed under limits, and the few ways in which it is asked: by local name.

use super::FiscalError;
use crate::base::{AccessKey, Moment, Money, TaxId};
use roxmltree::{Document, Node, ParsingOptions};

/// Most nodes of one document: the largest invoices have some tens of thousands.
const MAX_NODES: u32 = 300_000;

/// Longest text taken of one element, in characters.
const MAX_TEXT_CHARS: usize = 2_000;

/// What every fiscal document or event names in its beginning.
pub(super) const MARKS: &[&str] = &[
    "infNFe",
    "infCte",
    "infCTe",
    "infNFSe",
    "infDPS",
    "infNF3e",
    "infNFCom",
    "infEvento",
    "infPedReg",
];

/// Returns the tree. A document type is refused whole, and with it every entity but the five of XML.
pub(super) fn parse(text: &str) -> Result<Document<'_>, FiscalError> {
    let options =
        ParsingOptions { allow_dtd: false, nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text.trim_start(), options)
        .map_err(|error| FiscalError::Malformed { detail: error.to_string() })
}

/// Returns the first element of this name at or below `node`.
pub(super) fn find<'a, 'input>(node: Node<'a, 'input>, name: &str) -> Option<Node<'a, 'input>> {
    all(node, name).next()
}

/// Returns the elements of this name at or below `node`, in the order of the file.
pub(super) fn all<'a, 'input: 'a>(
    node: Node<'a, 'input>,
    name: &str,
) -> impl Iterator<Item = Node<'a, 'input>> {
    node.descendants().filter(move |node| node.tag_name().name() == name)
}

/// Returns the first child of this name.
pub(super) fn child<'a, 'input>(node: Node<'a, 'input>, name: &str) -> Option<Node<'a, 'input>> {
    node.children().find(|node| node.tag_name().name() == name)
}

/// Returns the node at the end of a path of children.
pub(super) fn at<'a, 'input>(node: Node<'a, 'input>, path: &[&str]) -> Option<Node<'a, 'input>> {
    path.iter().try_fold(node, |node, name| child(node, name))
}

/// Returns the text of a node, on one line, unless it is blank.
pub(super) fn words(node: Node<'_, '_>) -> Option<String> {
    let text: String = node.children().filter_map(|child| child.text()).collect();
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then(|| line.chars().take(MAX_TEXT_CHARS).collect())
}

/// Returns the text at the end of a path of children.
pub(super) fn text_at(node: Node<'_, '_>, path: &[&str]) -> Option<String> {
    words(at(node, path)?)
}

/// Returns the moment at the end of a path of children.
pub(super) fn moment_at(node: Node<'_, '_>, path: &[&str]) -> Option<Moment> {
    Moment::parse(&text_at(node, path)?).ok()
}

/// Returns the amount at the end of a path of children.
pub(super) fn money_at(node: Node<'_, '_>, path: &[&str]) -> Option<Money> {
    money_of(&text_at(node, path)?)
}

/// Returns the tax id of a person or company group.
pub(super) fn tax_id_in(group: Node<'_, '_>) -> Option<TaxId> {
    ["CNPJ", "CPF", "idEstrangeiro", "idOutros", "NIF"]
        .iter()
        .find_map(|name| text_at(group, &[name]))
        .map(|text| TaxId::parse(&text))
}

/// Returns the key in an attribute or text such as `NFe3526…`.
pub(super) fn key_in(text: Option<&str>) -> Option<AccessKey> {
    AccessKey::find_in(text?)
}

/// Returns the amount of a decimal number with a point, as XML has it; more than two decimals are
/// rounded, half away from zero.
pub(super) fn money_of(text: &str) -> Option<Money> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    let (reais, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if reais.is_empty() || !is_number(reais) || !is_number(decimals) {
        return None;
    }
    let mut centavos: i64 = reais.parse::<i64>().ok()?.checked_mul(100)?;
    let mut places = decimals.bytes().map(|byte| i64::from(byte - b'0'));
    centavos = centavos.checked_add(places.next().unwrap_or(0) * 10)?;
    centavos = centavos.checked_add(places.next().unwrap_or(0))?;
    let rounded = if places.next().unwrap_or(0) >= 5 { 1 } else { 0 };
    Some(Money::from_centavos(centavos.checked_add(rounded)?.checked_mul(sign)?))
}

/// Returns a decimal number with a point without zeros at its end.
pub(super) fn quantity_of(text: &str) -> Option<String> {
    let is_number = !text.is_empty()
        && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && text.bytes().filter(|byte| *byte == b'.').count() <= 1
        && !text.starts_with('.');
    if !is_number {
        return None;
    }
    let bare =
        if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text };
    Some(bare.to_owned())
}
