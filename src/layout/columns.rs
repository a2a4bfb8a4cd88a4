//! Which header means which field: the usual spellings (`data/columns.toml`), the rule set's own, the township's own.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

use super::kind::Dictionary;
use super::rows::prefixes;
use crate::model::Field;
use crate::model::text::{header, without_remarks};
use crate::rules::RuleSet;

/// What a header means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A field that is used.
    Field(Field),
    /// A column that forms often have and no rule needs.
    Unused,
}

type Spellings = BTreeMap<String, BTreeMap<String, Vec<String>>>;

static SPELLINGS: LazyLock<Spellings> =
    LazyLock::new(|| toml::from_str(include_str!("../../data/columns.toml")).unwrap_or_default());

/// The key of [`Field::Name`] in the data.
const NAME: &str = "name";

/// The header dictionary of one run.
#[derive(Clone, Debug)]
pub struct Columns {
    meanings: BTreeMap<Dictionary, HashMap<String, Meaning>>,
    /// Labels that declared tables have in the lines above them.
    labels: BTreeSet<String>,
}

impl Columns {
    /// The dictionary for a rule set. `own` are the township's spellings: the usual header → what stands in its forms.
    #[must_use]
    pub fn new(rules: &RuleSet, own: &BTreeMap<String, Vec<String>>) -> Self {
        let labels = rules.tables.iter().flat_map(|table| &table.labels).flat_map(|label| label.names().map(header));
        let mut columns = Self { meanings: BTreeMap::new(), labels: labels.collect() };
        for kind in Dictionary::ALL {
            for (key, spellings) in SPELLINGS.get(kind.id()).into_iter().flatten() {
                let Some(meaning) = meaning_of(key) else { continue };
                for spelling in spellings {
                    columns.add(kind, spelling, meaning);
                }
            }
        }
        for spelling in &rules.name_column {
            for kind in Dictionary::ALL {
                let has_names = SPELLINGS.get(kind.id()).is_some_and(|fields| fields.contains_key(NAME));
                if has_names {
                    columns.add(kind, spelling, Meaning::Field(Field::Name));
                }
            }
        }
        for (index, step) in rules.steps.iter().enumerate() {
            for spelling in std::iter::once(&step.column).chain(&step.also) {
                columns.add(Dictionary::Events, spelling, Meaning::Field(Field::Step(index)));
            }
        }
        for (index, category) in rules.categories.iter().enumerate() {
            for spelling in std::iter::once(&category.title).chain(&category.also) {
                columns.add(Dictionary::People, spelling, Meaning::Field(Field::CategoryTotal(index)));
            }
        }
        for (index, fact) in rules.member_facts.iter().enumerate() {
            for spelling in fact.names() {
                columns.add(Dictionary::People, spelling, Meaning::Field(Field::Fact(index)));
            }
        }
        for (index, column) in rules.entry_columns.iter().enumerate() {
            for spelling in column.names() {
                columns.add(Dictionary::Events, spelling, Meaning::Field(Field::Own(index)));
            }
        }
        for (usual, spellings) in own {
            for kind in Dictionary::ALL {
                if let Some(meaning) = columns.find(kind, usual) {
                    for spelling in spellings {
                        columns.add(kind, spelling, meaning);
                    }
                }
            }
        }
        columns
    }

    fn add(&mut self, kind: Dictionary, spelling: &str, meaning: Meaning) {
        self.meanings.entry(kind).or_default().insert(header(spelling), meaning);
    }

    /// What the header means in a table of this kind.
    #[must_use]
    pub fn find(&self, kind: Dictionary, written: &str) -> Option<Meaning> {
        let written = header(written);
        let meanings = self.meanings.get(&kind)?;
        let get = |text: &str| meanings.get(text).copied();
        let has_remark = written.contains(['(', '[', '【', '〔', '{', '_']);
        let bare = has_remark.then(|| without_remarks(&written));
        let plain = bare.as_ref().unwrap_or(&written);
        // 党员性别 is 性别.
        let shorter = prefixes().find_map(|prefix| plain.strip_prefix(prefix));
        get(&written).or_else(|| get(bare.as_ref()?)).or_else(|| get(shorter?))
    }

    /// Whether some table has a column of this header.
    #[must_use]
    pub fn knows(&self, written: &str) -> bool {
        Dictionary::ALL.into_iter().any(|kind| self.find(kind, written).is_some())
    }

    /// Whether a declared table has a label of this name above it.
    #[must_use]
    pub fn is_label(&self, written: &str) -> bool {
        self.labels.contains(&header(written))
    }

    /// The fields that a table of this kind can have, in their order.
    #[must_use]
    pub fn fields(&self, kind: Dictionary) -> BTreeSet<Field> {
        let of_kind = self.meanings.get(&kind).into_iter().flat_map(HashMap::values);
        of_kind.filter_map(|meaning| if let Meaning::Field(field) = meaning { Some(*field) } else { None }).collect()
    }
}

/// The first spelling of a field: what templates and messages call it.
#[must_use]
pub fn usual_name(rules: &RuleSet, kind: Dictionary, field: Field) -> String {
    // Where a form has one column for points, it is called by the word that may also mean a price.
    let field = if field == Field::Stated { Field::Price } else { field };
    match field {
        Field::Name if !rules.name_column.is_empty() => rules.name_column.first().cloned(),
        Field::Step(index) => rules.steps.get(index).map(|step| step.column.clone()),
        Field::CategoryTotal(index) => rules.categories.get(index).map(|category| category.title.clone()),
        Field::Fact(index) => rules.member_facts.get(index).map(|fact| fact.title.clone()),
        Field::Own(index) => rules.entry_columns.get(index).map(|column| column.title.clone()),
        _ => SPELLINGS
            .get(kind.id())
            .and_then(|fields| fields.iter().find(|(key, _)| meaning_of(key) == Some(Meaning::Field(field))))
            .and_then(|(_, spellings)| spellings.first().cloned()),
    }
    .unwrap_or_default()
}

/// The field that a header usually means, whatever a rule set or a township makes of it.
#[must_use]
pub fn usual_meaning(kind: Dictionary, written: &str) -> Option<Field> {
    let written = header(written);
    let means = |spellings: &[String]| spellings.iter().any(|spelling| header(spelling) == written);
    let key = SPELLINGS.get(kind.id())?.iter().find(|(_, spellings)| means(spellings)).map(|(key, _)| key)?;
    match meaning_of(key)? {
        Meaning::Field(field) => Some(field),
        Meaning::Unused => None,
    }
}

/// The word for a field in results: its key in `data/columns.toml`; of what the rule set names, its id there.
#[must_use]
pub fn key_of(rules: &RuleSet, field: Field) -> String {
    let of_rules = match field {
        Field::Step(index) => rules.steps.get(index).map(|step| step.id.clone()),
        Field::CategoryTotal(index) => rules.categories.get(index).map(|category| category.id.clone()),
        Field::Fact(index) => rules.member_facts.get(index).map(|fact| fact.id.clone()),
        Field::Own(index) => rules.entry_columns.get(index).map(|column| column.id.clone()),
        _ => None,
    };
    let of_data = || {
        let mut keys = SPELLINGS.values().flat_map(BTreeMap::keys);
        keys.find(|key| meaning_of(key) == Some(Meaning::Field(field))).cloned()
    };
    of_rules.or_else(of_data).unwrap_or_default()
}

fn meaning_of(key: &str) -> Option<Meaning> {
    let field = match key {
        "serial" => Field::Serial,
        "name" => Field::Name,
        "code" => Field::Code,
        "alias" => Field::Alias,
        "identity" => Field::Identity,
        "sex" => Field::Sex,
        "born" => Field::Born,
        "education" => Field::Education,
        "joined" => Field::Joined,
        "standing" => Field::Standing,
        "confirmed" => Field::Confirmed,
        "came" => Field::Came,
        "left" => Field::Left,
        "died" => Field::Died,
        "party_group" => Field::PartyGroup,
        "branch" => Field::Branch,
        "total" => Field::Total,
        "date" => Field::Date,
        "month" => Field::Month,
        "day" => Field::Day,
        "registered" => Field::Registered,
        "item_number" => Field::ItemNumber,
        "item_name" => Field::ItemName,
        "quantity" => Field::Quantity,
        "level" => Field::Level,
        "stated" => Field::Stated,
        "price" => Field::Price,
        "added" => Field::Added,
        "taken" => Field::Taken,
        "matter" => Field::Matter,
        "evidence" => Field::Evidence,
        "remark" => Field::Remark,
        "grade" => Field::Grade,
        "outcome" => Field::Outcome,
        "decided_by" => Field::DecidedBy,
        "reason" => Field::Reason,
        "other" => return Some(Meaning::Unused),
        _ => return None,
    };
    Some(Meaning::Field(field))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{builtin, default_id};

    #[test]
    fn every_spelling_of_the_data_file_has_a_meaning_and_only_one() {
        for (table, fields) in &*SPELLINGS {
            let mut seen = BTreeMap::new();
            for (key, spellings) in fields {
                assert!(meaning_of(key).is_some(), "{table}.{key}");
                for spelling in spellings {
                    assert_eq!(seen.insert(header(spelling), key), None, "{table}: {spelling}");
                }
            }
        }
        assert_eq!(SPELLINGS.len(), 3);
    }

    #[test]
    fn headers_are_found_in_any_dress_and_by_the_townships_own_words() {
        let rules = builtin(&default_id()).unwrap().unwrap();
        let own = BTreeMap::from([("姓名".to_owned(), vec!["同志".to_owned()])]);
        let columns = Columns::new(&rules, &own);
        for dress in ["姓名", "姓　　名", " 姓 名：", "*姓名", "党员姓名", "姓名（必填）", "同志"]
        {
            assert_eq!(columns.find(Dictionary::Events, dress), Some(Meaning::Field(Field::Name)), "{dress}");
        }
        assert_eq!(columns.find(Dictionary::Events, "主持人姓名"), None);
        assert_eq!(usual_name(&rules, Dictionary::Events, Field::Stated), "分值");
    }
}
