//! From the tables and facts of members as written to those whose references all lead somewhere.

use std::collections::{HashMap, HashSet};

use super::document::{CarriesText, EntersText, SignText, TableText};
use super::{
    Blank, CarriedItem, Carries, Column, Enters, Holds, Item, Means, Pricing, Rows, Sign, Table, TableLayout, Unlisted,
    Word,
};
use crate::model::Points;
use crate::model::text::{compact, header};

/// The tables of a rule set. What is wrong with them is added to the problems.
pub fn resolve_tables(texts: Vec<TableText>, items: &[Item], problems: &mut Vec<String>) -> Vec<Table> {
    let mut tables = Vec::new();
    let mut carrying = Vec::new();
    for (index, mut text) in texts.into_iter().enumerate() {
        carrying.extend(text.carries.take().map(|carries| (index, carries)));
        let name = if text.title.is_empty() { &text.id } else { &text.title };
        let mut inputs = Inputs { place: format!("表「{name}」"), problems };
        tables.push(inputs.table(text, items));
    }
    for (index, text) in carrying {
        let Some(name) = tables.get(index).map(|table: &Table| table.title.clone()) else { continue };
        let mut inputs = Inputs { place: format!("表「{name}」的 carries"), problems };
        let carries = inputs.carries(index, &text, &tables, items);
        if let Some(table) = tables.get_mut(index) {
            table.carries = carries;
        }
    }
    let mut all = Inputs { place: "table".to_owned(), problems };
    all.each_once("id", tables.iter().map(|table| (table.id.as_str(), table.id.clone())));
    let names = tables.iter().flat_map(|table| table.names().map(|name| (name, header(name))));
    all.each_once("表名", names);
    if tables.iter().filter(|table| table.layout == TableLayout::Archive).count() > 1 {
        all.wrong("layout = \"archive\" 的表只能有一张");
    }
    tables
}

/// Checks the columns that the rule set adds to the roster or to the ledger; `place` is their key in the rule set.
pub fn check_own_columns(place: &str, facts: &[Column], problems: &mut Vec<String>) {
    let mut inputs = Inputs { place: place.to_owned(), problems };
    for fact in facts {
        inputs.column(fact, |word| fact.choice(word).is_some());
        if matches!(fact.holds, Holds::Sign | Holds::Item) {
            inputs.wrong(format!("「{}」不能是 sign 或 item", fact.title));
        }
        inputs.no_key(fact);
        inputs.meaning(fact, |means| place == "member" && !means.is_of_last_year());
    }
    inputs.each_once("id", facts.iter().map(|fact| (fact.id.as_str(), fact.id.clone())));
    inputs.each_once("栏名", facts.iter().flat_map(named));
}

struct Inputs<'a> {
    /// Where the problems are, for people.
    place: String,
    problems: &'a mut Vec<String>,
}

impl Inputs<'_> {
    fn wrong(&mut self, problem: impl AsRef<str>) {
        self.problems.push(format!("{}：{}", self.place, problem.as_ref()));
    }

    fn table(&mut self, text: TableText, items: &[Item]) -> Table {
        if text.id.is_empty() || text.title.is_empty() || text.also.iter().any(String::is_empty) {
            self.wrong("id、title 和 also 不能空着");
        }
        let (signs, by_spelling) = self.signs(text.sign, items);
        let mut sign_called = |word: Option<&String>, key: &str| {
            let found = by_spelling.get(&compact(word?)).copied();
            if found.is_none() {
                self.wrong(format!("{key} 里的「{}」不是这张表的记号", word?));
            }
            found
        };
        let mut blank = Vec::new();
        for case in text.blank {
            blank.extend(sign_called(Some(&case.is), "blank").map(|is| Blank { when: case.when, is }));
        }
        let table = Table {
            blank,
            empty: sign_called(text.empty.as_ref(), "empty"),
            away: sign_called(text.away.as_ref(), "away"),
            id: text.id,
            title: text.title,
            also: text.also,
            layout: text.layout,
            article: text.article,
            mark: text.mark,
            about: text.about,
            rows: text.rows,
            required: text.required,
            runs: text.runs,
            heads: text.head,
            columns: text.column,
            labels: text.label,
            signs,
            carries: None,
            by_spelling,
        };
        if table.heads.is_empty() && (text.empty.is_some() || text.away.is_some() || !table.blank.is_empty()) {
            self.wrong("empty、away 和 blank 说的是记号栏的空格，没有 [[table.head]] 的表不写");
        }
        self.columns(&table);
        self.shape(&table);
        table
    }

    /// Where the rows of a table count, with everything found that it names.
    fn carries(&mut self, index: usize, text: &CarriesText, tables: &[Table], items: &[Item]) -> Option<Carries> {
        let own = tables.get(index)?;
        let mut column = |id: &String, holds: Holds| {
            let found = own.columns.iter().position(|column| column.id == *id && column.holds == holds);
            if found.is_none() {
                self.wrong(format!("没有 id 为「{id}」的一栏，或者这一栏的 holds 不对"));
            }
            found
        };
        let all_as = items.iter().position(|item| item.id == text.item && !item.is_veto());
        let item = match all_as.filter(|_| own.columns.iter().all(|column| column.id != text.item)) {
            Some(item) => Some(CarriedItem::Always(item)),
            None => column(&text.item, Holds::Item).map(CarriedItem::In),
        };
        let day = column(&text.day, Holds::Date);
        let sign = text.sign.as_ref().and_then(|id| column(id, Holds::Text));
        let quantity = text.quantity.as_ref().and_then(|id| column(id, Holds::Count));
        let mut to = Vec::new();
        if sign.is_none() && !text.to.is_empty() {
            self.wrong("记作别的表的记号（as），要写 sign（记号写在哪一栏）");
        }
        for (id, table) in &text.to {
            let item = items.iter().position(|item| item.id == *id);
            let target = tables.iter().position(|target| target.id == *table && !target.heads.is_empty());
            if item.is_none() {
                self.wrong(format!("没有编号为「{id}」的项目"));
            }
            if target.is_none() {
                self.wrong(format!("「{table}」不是一张记号表的 id"));
            }
            to.extend(item.zip(target));
        }
        Some(Carries { item: item?, day: day?, sign, quantity, to })
    }

    fn columns(&mut self, table: &Table) {
        let all = || table.heads.iter().chain(&table.columns).chain(&table.labels);
        for column in all() {
            self.column(column, |word| match column.holds {
                Holds::Sign => table.find_sign(word).is_some(),
                _ => column.choice(word).is_some(),
            });
        }
        for column in &table.columns {
            let other = |id: &String| table.columns.iter().any(|other| other.id == *id && !other.instead.is_empty());
            if let Some(id) = column.unless.as_ref().filter(|id| !other(id)) {
                self.wrong(format!("「{}」的 unless 里的「{id}」不是这张表里写了 instead 的一栏", column.title));
            }
        }
        for column in all() {
            let is_own = table.is_archive() && table.columns.iter().any(|own| own.id == column.id);
            self.meaning(column, |means| is_own && means.is_of_last_year());
        }
        for column in table.heads.iter().chain(&table.labels) {
            self.no_key(column);
            if column.holds == Holds::Sign {
                self.wrong(format!("「{}」在表头，不能是 sign；记号写在格子里", column.title));
            }
        }
        self.each_once("id", all().map(|column| (column.id.as_str(), column.id.clone())));
        self.each_once("栏名", table.heads.iter().chain(&table.columns).flat_map(named));
        self.each_once("标签", table.labels.iter().flat_map(named));
    }

    /// What only the table as a whole shows.
    fn shape(&mut self, table: &Table) {
        let is_attendance = table.layout == TableLayout::Attendance;
        if is_attendance == table.heads.is_empty() {
            self.wrong("layout = \"attendance\" 的表要有 [[table.head]]（记号栏上方写什么），别的表不能有");
        }
        if is_attendance && table.heads.iter().filter(|head| head.holds.is_time()).count() != 1 {
            self.wrong("[[table.head]] 要有一个、也只能有一个是 date、month、quarter 或 half");
        }
        if table.heads.is_empty() && table.columns.is_empty() {
            self.wrong("没有写一栏 [[table.column]]");
        }
        let takes_signs = !table.heads.is_empty() || table.columns.iter().any(|column| column.holds == Holds::Sign);
        match (takes_signs, table.signs.is_empty()) {
            (true, true) => self.wrong("格子里填记号，却没有写 [[table.sign]]"),
            (false, false) => self.wrong("写了 [[table.sign]]，却没有一栏填记号"),
            _ => {}
        }
        let has_time = table.heads.iter().chain(&table.columns).any(|column| column.holds.is_time());
        if !has_time && table.signs.iter().any(|sign| sign.enters.is_some()) {
            self.wrong("记号要登记（enters），表里却没有一栏写明日期或月份");
        }
        if table.layout == TableLayout::Archive {
            let is_plain = table.rows == Rows::OneEach && !table.required && table.labels.is_empty() && !takes_signs;
            if !is_plain {
                self.wrong("上一年度档案一名党员一行，不写 rows、required、[[table.label]]，也不填记号");
            }
        }
        if table.required && table.rows == Rows::NotOfMembers {
            self.wrong("rows = \"none\" 的表一行不是一名党员，不能写 required = true");
        }
        if !table.required && !table.runs.is_empty() {
            self.wrong("runs 说的是汇总哪种期间时必须有这张表，没有 required = true 的不写");
        }
        if table.rows == Rows::OneEach && table.keys().next().is_some() {
            self.wrong("一人一行的表不用 key；一人几行的要写 rows = \"many\"");
        }
    }

    /// Checks one column; `is_word` says whether a text is one of the words or signs that it may hold.
    fn column(&mut self, column: &Column, is_word: impl Fn(&str) -> bool) {
        let title = if column.title.is_empty() { &column.id } else { &column.title };
        let is_figure = column.holds.is_figure();
        if column.id.is_empty() || column.names().any(|name| header(name).is_empty()) {
            self.wrong(format!("「{title}」的 id、title 和 also 不能空着"));
        }
        if (column.from.is_some() || column.to.is_some() || !column.instead.is_empty()) && !is_figure {
            self.wrong(format!("「{title}」不是数，不能写 from、to、instead；数是 points、count、percent"));
        }
        if let Some((from, to)) = column.from.zip(column.to).filter(|(from, to)| from > to) {
            self.wrong(format!("「{title}」的 from（{from}）大于 to（{to}）"));
        }
        if column.instead.iter().any(|word| compact(word).is_empty()) {
            self.wrong(format!("「{title}」的 instead 里有空的词"));
        }
        match (column.holds == Holds::Choice, column.one_of.is_empty()) {
            (true, true) => self.wrong(format!("「{title}」是 choice，要用 one_of 写明可以选哪些")),
            (false, false) => self.wrong(format!("「{title}」不是 choice，不能写 one_of")),
            _ => {}
        }
        if column.unlisted != Unlisted::Error && column.holds != Holds::Choice {
            self.wrong(format!("「{title}」不是 choice，不能写 unlisted"));
        }
        self.words(&format!("「{title}」的选项"), &column.one_of.iter().collect::<Vec<_>>());
        if let Some(empty) = column.empty.as_deref() {
            let reads = match column.holds {
                Holds::Choice | Holds::Sign => is_word(empty),
                Holds::Points | Holds::Count | Holds::Percent => {
                    column.word_instead(empty).is_some() || is_figure_of(column, empty)
                }
                _ => !compact(empty).is_empty() && column.holds == Holds::Text,
            };
            if !reads {
                self.wrong(format!("「{title}」空着时按「{empty}」读，但这一栏不能这样填"));
            }
        }
    }

    /// What a column is to the program has to suit where it stands and what it holds.
    fn meaning(&mut self, column: &Column, is_here: impl Fn(Means) -> bool) {
        let Some(means) = column.means else { return };
        let title = &column.title;
        if !is_here(means) {
            self.wrong(format!(
                "「{title}」不能写 means：上一年的各样写在上一年度档案（layout = \"archive\"）的栏里，\
                 probation_until 写在花名册（[[member]]）的栏里"
            ));
        } else if !means.fits(column.holds) {
            self.wrong(format!("「{title}」的 means 与 holds 对不上，这一栏不能这样填"));
        }
    }

    fn no_key(&mut self, column: &Column) {
        if column.key || column.unless.is_some() {
            self.wrong(format!("「{}」不是表里的一栏，不能写 key 和 unless", column.title));
        }
    }

    fn signs(&mut self, texts: Vec<SignText>, items: &[Item]) -> (Vec<Sign>, HashMap<String, usize>) {
        let mut signs = Vec::new();
        for text in texts {
            let enters = text.enters.and_then(|enters| {
                let found = find_entry(&enters, items);
                found.map_err(|problem| self.wrong(format!("记号「{}」的 enters：{problem}", text.title))).ok()
            });
            signs.push(Sign { word: Word { title: text.title, also: text.also }, about: text.about, enters });
        }
        self.words("记号", &signs.iter().map(|sign| &sign.word).collect::<Vec<_>>());
        let spelt = signs.iter().enumerate();
        let spelt = spelt.flat_map(|(index, sign)| sign.word.spellings().map(move |text| (compact(text), index)));
        let by_spelling = spelt.collect();
        (signs, by_spelling)
    }

    /// Every spelling means one word, and says something.
    fn words(&mut self, what: &str, words: &[&Word]) {
        let mut owners = HashMap::new();
        for (index, word) in words.iter().enumerate() {
            for spelling in word.spellings() {
                let plain = compact(spelling);
                if plain.is_empty() {
                    self.wrong(format!("{what}里有空的写法"));
                } else if owners.insert(plain, index).is_some_and(|earlier| earlier != index) {
                    self.wrong(format!("{what}里「{spelling}」用了两次"));
                }
            }
        }
    }

    fn each_once<'t>(&mut self, what: &str, names: impl Iterator<Item = (&'t str, String)>) {
        let mut seen = HashSet::new();
        for (name, plain) in names {
            if !seen.insert(plain) {
                self.wrong(format!("{what}「{name}」用了两次"));
            }
        }
    }
}

/// The names of a column, as written and as compared.
fn named(column: &Column) -> impl Iterator<Item = (&str, String)> {
    column.names().map(|name| (name, header(name)))
}

fn is_figure_of(column: &Column, written: &str) -> bool {
    let fits = |figure: Points| (column.holds != Holds::Count || figure.as_count().is_some()) && column.allows(figure);
    Points::parse(written).is_ok_and(fits)
}

/// The item and level that a sign enters, or what is wrong with them.
fn find_entry(text: &EntersText, items: &[Item]) -> Result<Enters, String> {
    let found = items.iter().position(|item| item.id == text.item);
    let (index, item) = found
        .and_then(|index| Some((index, items.get(index)?)))
        .ok_or_else(|| format!("没有编号为「{}」的项目", text.item))?;
    let level = match &item.pricing {
        Pricing::Assessed(_) => return Err(format!("{}的分值要由人核定，不能由记号登记", item.label())),
        Pricing::Levels(levels) => match levels.find(&compact(&text.level)) {
            Some(level) => level.level.clone(),
            None if text.level.is_empty() => {
                return Err(format!("{}要写级别 level，有：{}", item.label(), levels.names()));
            }
            None => return Err(format!("{}没有「{}」这一级，有：{}", item.label(), text.level, levels.names())),
        },
        Pricing::Computed => return Err(format!("{}由别的数算出，不能由记号登记", item.label())),
        _ if !text.level.is_empty() => {
            return Err(format!("{}不分级别，不要写 level", item.label()));
        }
        _ => String::new(),
    };
    Ok(Enters { item: index, level })
}
