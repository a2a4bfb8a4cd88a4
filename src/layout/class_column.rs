//! A roster with one column of 类别 where the rules ask for two: what stands below tells whether it is 正式 and 预备, or the
//! rule set's own classes.

use std::borrow::Cow;

use super::band::Band;
use super::cells::shown;
use super::columns::Meaning;
use super::heading::{Dictionaries, Sense};
use super::kind::Dictionary;
use crate::model::Field;
use crate::rules::{Holds, MemberFact};
use crate::workbook::Row;

/// The header in which such a column is what stands below it.
pub fn by_class<'b>(band: Cow<'b, Band>, data: &[Row<'_>], words: &Dictionaries<'_>) -> Cow<'b, Band> {
    let place_of = |field: Field| {
        let mut columns = band.columns.iter();
        columns.position(|(_, sense): &(_, Sense)| sense.field(Dictionary::People) == Some(field))
    };
    let standing = place_of(Field::Standing);
    let facts = words.rules.member_facts.iter().enumerate().filter(|(_, fact)| fact.holds == Holds::Choice);
    let told = facts.into_iter().find_map(|(index, fact)| {
        let own = Field::Fact(index);
        let (place, field) = match (standing, place_of(own)) {
            (Some(place), None) => (place, own),
            (None, Some(place)) => (place, Field::Standing),
            _ => return None,
        };
        let col = band.columns.get(place)?.0.at.col;
        says_so(data, col, field, fact).then_some((place, field))
    });
    let Some((place, field)) = told else { return band };
    let mut band = band.into_owned();
    if let Some((_, sense)) = band.columns.get_mut(place) {
        (sense.people, sense.resembles) = (Some(Meaning::Field(field)), true);
    }
    Cow::Owned(band)
}

/// Whether most cells of a column say what belongs to a field, and none what its heading promises.
fn says_so(data: &[Row<'_>], col: u32, field: Field, fact: &MemberFact) -> bool {
    let (mut all, mut classes, mut standings) = (0, 0, 0);
    for cell in data.iter().filter_map(|row| row.get(col)) {
        let text = shown(cell);
        all += 1;
        classes += usize::from(fact.choice(&text).is_some());
        standings += usize::from(text.contains("正式") || text.contains("预备"));
    }
    let (so, otherwise) = if field == Field::Standing { (standings, classes) } else { (classes, standings) };
    so * 2 > all && otherwise == 0
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::layout::{Columns, Hints, recognise};
    use crate::model::{FactValue, Member};
    use crate::rules::load;
    use crate::workbook::{Original, Workbook, sketch};

    fn members(drawing: &str) -> (Vec<Member>, Vec<&'static str>) {
        let rules = load(include_str!("../../tests/rules/classified.toml")).unwrap();
        let columns = Columns::new(&rules, &BTreeMap::new());
        let hints = Hints { columns, township: None, year: Some(2025), pins: Vec::new() };
        let workbook = Workbook { original: Original::in_memory(b"", &"甲.xlsx".into()), sheets: sketch(drawing) };
        let mut read = recognise(&workbook, &rules, &hints);
        let codes = read.diagnostics.iter().map(|problem| problem.code.id);
        let codes = codes.filter(|code| *code != "L101").collect();
        (read.parts.remove(0).members, codes)
    }

    #[test]
    fn one_column_of_class_is_what_stands_in_it() {
        let roster = |headings: &str, rows: [&str; 2]| {
            let [first, second] = rows;
            members(&format!(
                "# 花名册\n序号|姓名|性别|入党时间|{headings}\n1|王伟|男|2005-07-01|{first}\n2|李秀英|女|2005-07-01|{second}"
            ))
        };
        let class = |index| Some(FactValue::Choice(index));
        for (headings, rows, classes, probationary, codes) in [
            ("党员类别|类别", ["预备|在职", "正式|流动"], [class(0), class(2)], [true, false], &[][..]),
            ("党员类别", ["在职", "流动"], [class(0), class(2)], [false, false], &["L119"]),
            ("类别", ["预备党员", "正式"], [None, None], [true, false], &["L119", "L105"]),
            ("类别", ["在职", "在岗"], [class(0), None], [false, false], &["V106"]),
        ] {
            let (members, told) = roster(headings, rows);
            let read: Vec<_> = members.iter().map(|member| member.facts[0].clone()).collect();
            let standing: Vec<bool> = members.iter().map(|member| member.probationary).collect();
            assert_eq!((read, standing, told), (classes.to_vec(), probationary.to_vec(), codes.to_vec()), "{headings}");
        }
    }
}
