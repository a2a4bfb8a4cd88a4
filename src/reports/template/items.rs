//! 项目: the items with their rules in words, for those who fill in the forms.

use crate::model::{Column, Orientation, RowKind, Table, TableCell};
use crate::reports::{conditions_in_words, price_in_words};
use crate::rules::RuleSet;

/// The name of the sheet.
const NAME: &str = "项目";

/// The sheet.
pub fn table(rules: &RuleSet) -> Table {
    let columns = vec![
        Column::center("编号", 9),
        Column::center("属于哪一类", 12),
        Column::left("项目", 30),
        Column::left("分值", 40),
        Column::left("限制和手续", 26),
        Column::left("办法里的原话", 46),
    ];
    let unit = "填表时对照用，不用填。".to_owned();
    let mut table = Table::new(NAME, format!("{}：项目", rules.title), unit, columns);
    table.orientation = Orientation::Landscape;
    table.frozen_columns = 1;
    for item in &rules.items {
        let category = item.category.and_then(|index| rules.categories.get(index)).map(|category| &category.title);
        let category = category.or(rules.veto.as_ref().map(|veto| &veto.title)).map_or("", String::as_str);
        let (price, conditions) = (price_in_words(rules, item), conditions_in_words(rules, item));
        let cells = [item.id.as_str(), category, &item.title, &price, &conditions, &item.text];
        table.push(RowKind::Body, cells.map(TableCell::words).to_vec());
    }
    table
}
