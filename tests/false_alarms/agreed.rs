//! What a person agrees with.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use crate::expectation::{Finding, Place};
use crate::sheets::place::Rect;

/// A problem that the program told.
pub struct Told {
    code: String,
    severity: String,
    sheet: Option<String>,
    cells: Option<Rect>,
    message: String,
}

/// `accepted.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accepted {
    /// Code of information that is right wherever it stands → why.
    kind: BTreeMap<String, String>,
    form: Vec<Warning>,
}

/// A warning that is right at these places of one form.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Warning {
    /// The form's number, and the code.
    of: String,
    at: Vec<String>,
    /// Words of which one stands in the message.
    #[serde(default)]
    says: Vec<String>,
    why: String,
}

impl Told {
    pub fn of(value: &Value) -> Self {
        let text = |key: &str| value[key].as_str().map(str::to_owned);
        Self {
            code: text("code").unwrap(),
            severity: text("severity").unwrap(),
            sheet: text("sheet"),
            cells: text("cell").and_then(|cell| Rect::parse(&cell)),
            message: text("message").unwrap(),
        }
    }

    fn is_at(&self, place: &Place) -> bool {
        let on = |sheet: &String| self.sheet.as_ref() == Some(sheet);
        match place {
            Place::File => self.sheet.is_none(),
            Place::Sheet(sheet) => on(sheet),
            Place::Cells(sheet, cells) => {
                on(sheet) && self.cells.is_some_and(|own| cells.lies_in(own) || own.lies_in(*cells))
            }
        }
    }

    fn is(&self, finding: &Finding) -> bool {
        let mut letters = finding.code.chars().zip(self.code.chars());
        letters.all(|(wanted, own)| wanted == '?' || wanted == own)
            && finding.severity == self.severity
            && self.is_at(&finding.place)
            && finding.words.iter().all(|word| self.message.contains(word.as_str()))
    }
}

impl Accepted {
    pub fn read() -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/false_alarms/accepted.toml");
        let read: Self = toml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        let reasons = read.kind.values().chain(read.form.iter().map(|warning| &warning.why));
        assert!(reasons.into_iter().all(|why| why.chars().count() > 5), "each of them has a reason");
        read
    }

    /// What nobody agreed with, of all that was told of a workbook. Each finding that its author expects is told once.
    pub fn others(&self, of: &str, told: &[Told], expected: &[Finding]) -> Vec<String> {
        let mut open: Vec<&Finding> = expected.iter().collect();
        let mut others = Vec::new();
        for problem in told {
            if let Some(at) = open.iter().position(|finding| problem.is(finding)) {
                open.swap_remove(at);
            } else if !self.agrees(of, problem) {
                let Told { code, severity, sheet, cells, message } = problem;
                let place = cells.map_or(String::new(), Rect::name);
                others.push(format!("{of} {code} {severity} {}!{place} {message}", sheet.as_deref().unwrap_or("-")));
            }
        }
        others
    }

    fn agrees(&self, of: &str, told: &Told) -> bool {
        if told.severity == "note" {
            return self.kind.contains_key(&told.code);
        }
        let own = format!("{of} {}", told.code);
        let mut warnings = self.form.iter().filter(|warning| warning.of == own && told.severity == "warning");
        warnings.any(|warning| {
            let is_said =
                warning.says.is_empty() || warning.says.iter().any(|word| told.message.contains(word.as_str()));
            is_said && warning.at.iter().any(|at| told.is_at(&place(at)))
        })
    }
}

fn place(text: &str) -> Place {
    match text.rsplit_once('!') {
        _ if text == "-" => Place::File,
        Some((sheet, cells)) => Place::Cells(sheet.to_owned(), Rect::parse(cells).unwrap()),
        None => Place::Sheet(text.to_owned()),
    }
}
