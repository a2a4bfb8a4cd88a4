//! The registry of facts: what the names in formulas mean, at each place of the rule set.

use std::sync::Arc;

use super::formula::{Binary, Expr, Function, Kind, Name};
use super::{Column, Holds, LineField, MemberRef, OutcomeRef, Per, Ref, RuleSet, RunRef, Table};
use crate::model::RecordField;
use crate::model::text::is_one_slip_apart;

/// Where a formula stands, and so what it may speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Anywhere: members, results, the run.
    Plain,
    /// In an item: its full marks, too.
    Item,
    /// Of a line of the ledger.
    Line,
    /// In a ranked list, made for each such window.
    List(Option<Per>),
    /// Of a record of a table.
    Record(usize),
}

/// What names mean in a rule set.
pub struct Names<'a> {
    rules: &'a RuleSet,
}

type Found = Result<Expr<Ref>, String>;

impl<'a> Names<'a> {
    /// The names of a rule set.
    pub const fn of(rules: &'a RuleSet) -> Self {
        Self { rules }
    }

    /// The formula with every name led to what it means.
    pub fn resolve(&self, expr: &Expr<Name>, place: Place) -> Found {
        let inner = |part: &Expr<Name>| self.resolve(part, place);
        Ok(match expr {
            Expr::Number(number) => Expr::Number(*number),
            Expr::Text(text) => Expr::Text(Arc::clone(text)),
            Expr::Word { text, rank } => Expr::Word { text: Arc::clone(text), rank: *rank },
            Expr::Day(day) => Expr::Day(*day),
            Expr::Truth(truth) => Expr::Truth(*truth),
            Expr::Name(name) => Expr::Name(self.find(&name.text, place)?),
            Expr::Not(part) => Expr::Not(Box::new(inner(part)?)),
            Expr::Negate(part) => Expr::Negate(Box::new(inner(part)?)),
            Expr::Binary(sign, left, right) if sign.compares() && *sign != Binary::Like => {
                let (left, right) = (inner(left)?, inner(right)?);
                let (right, left) = (self.as_word_of(&left, right)?, left);
                let left = self.as_word_of(&right, left)?;
                Expr::binary(*sign, left, right)
            }
            Expr::Binary(sign, left, right) => Expr::binary(*sign, inner(left)?, inner(right)?),
            Expr::In(what, among) => {
                let what = inner(what)?;
                let among = among.iter().map(|word| self.as_word_of(&what, inner(word)?));
                let among = among.collect::<Result<Vec<_>, String>>()?;
                Expr::In(Box::new(what), among)
            }
            Expr::Call(function, arguments) => self.call(*function, arguments, place)?,
        })
    }

    fn call(&self, function: Function, arguments: &[Expr<Name>], place: Place) -> Found {
        let first = arguments.first();
        let argument_places = |first_place: Place, others: Place| {
            let places = std::iter::once(first_place).chain(std::iter::repeat(others));
            let resolved = arguments.iter().zip(places).map(|(part, place)| self.resolve(part, place));
            resolved.collect::<Result<Vec<_>, String>>()
        };
        match function {
            Function::LastYear => match first {
                Some(Expr::Name(name)) => self.last_year(&name.text).map(Expr::Name),
                _ => Err("last_year(…) 里要写上一年度档案的一栏".to_owned()),
            },
            Function::Closed => match first {
                Some(Expr::Name(name)) => match self.find(&name.text, Place::Plain)? {
                    found @ Ref::Figure(index) if self.rules.figures.get(index).is_some_and(|f| f.closable) => {
                        Ok(Expr::Call(Function::Closed, vec![Expr::Name(found)]))
                    }
                    _ => Err(format!("closed(…) 里的「{}」不是写了 closable = true 的算式", name.text)),
                },
                _ => Err("closed(…) 里要写一个算式的名称".to_owned()),
            },
            Function::InMonth | Function::InQuarter => {
                let (per, written) = match function {
                    Function::InMonth => (Per::Month, "month"),
                    _ => (Per::Quarter, "quarter"),
                };
                if place != Place::List(Some(per)) {
                    let name = function.name();
                    return Err(format!("{name}(…) 只能写在 per = \"{written}\" 的 [[list]] 里"));
                }
                Ok(Expr::Call(function, argument_places(place, place)?))
            }
            Function::Without => Ok(Expr::Call(function, argument_places(Place::Line, place)?)),
            _ if function.kind() == Kind::Aggregate => {
                let Some(Expr::Name(name)) = first else {
                    return Err(format!("{}(…) 的第一项要写项目、分类或表的名称", function.name()));
                };
                let source = self.source(&name.text)?;
                if function == Function::Listed && !matches!(source, Ref::Table(_)) {
                    return Err(format!("listed(…) 里的「{}」不是一张表", name.text));
                }
                let inside = match source {
                    Ref::Table(table) => Place::Record(table),
                    _ => Place::Line,
                };
                let rest = arguments.iter().skip(1).map(|part| self.resolve(part, inside));
                let all = std::iter::once(Ok(Expr::Name(source))).chain(rest);
                Ok(Expr::Call(function, all.collect::<Result<Vec<_>, String>>()?))
            }
            _ => Ok(Expr::Call(function, argument_places(place, place)?)),
        }
    }

    /// What a name means at a place.
    fn find(&self, name: &str, place: Place) -> Result<Ref, String> {
        let near = match place {
            Place::Line => self.of_line(name),
            Place::Record(table) => self.of_record(name, table),
            Place::Item if is_one_of(name, &["full", "满分"]) => Some(Ref::Full),
            Place::Item | Place::Plain | Place::List(_) => None,
        };
        near.or_else(|| self.of_node(name))
            .or_else(|| self.of_member(name))
            .or_else(|| self.of_run(name))
            .or_else(|| self.of_table(name))
            .ok_or_else(|| self.unknown(name, place))
    }

    fn of_line(&self, name: &str) -> Option<Ref> {
        let field = match name {
            "item" | "项目编号" | "项目" => LineField::Item,
            "category" | "分类" => LineField::Category,
            "date" | "日期" => LineField::Date,
            "registered" | "登记日期" => LineField::Registered,
            "level" | "级别" => LineField::Level,
            "quantity" | "次数" => LineField::Quantity,
            "stated" | "分值" => LineField::Stated,
            "price" | "单价" => LineField::Price,
            "points" | "计分" => LineField::Points,
            "matter" | "事由" => LineField::Matter,
            "evidence" | "佐证" => LineField::Evidence,
            "month" => LineField::Month,
            "quarter" => LineField::Quarter,
            "half" => LineField::Half,
            _ => {
                let own = position(&self.rules.entry_columns, name).map(LineField::Own);
                let step = || self.rules.steps.iter().position(|step| step.id == name || step.column == name);
                own.or_else(|| step().map(LineField::Step))?
            }
        };
        Some(Ref::Line(field))
    }

    fn of_record(&self, name: &str, table: usize) -> Option<Ref> {
        let table = self.rules.tables.get(table)?;
        match name {
            "sign" | "记号" if !table.signs.is_empty() => Some(Ref::Record(RecordField::Sign)),
            "date" | "日期" if position(&table.columns, name).is_none() && position(&table.heads, name).is_none() => {
                Some(Ref::RecordDate)
            }
            _ => field_of(table, name).map(Ref::Record),
        }
    }

    fn of_node(&self, name: &str) -> Option<Ref> {
        let rules = self.rules;
        let ids = |name: &str| {
            let number = rules.numbers.iter().position(|number| number.id == name).map(Ref::Number);
            let figure = || rules.figures.iter().position(|figure| figure.id == name).map(Ref::Figure);
            let category = || rules.categories.iter().position(|category| category.id == name).map(Ref::Category);
            let item = || rules.items.iter().position(|item| item.id == name).map(Ref::Item);
            number.or_else(figure).or_else(category).or_else(item)
        };
        let titles = |name: &str| {
            let number = rules.numbers.iter().position(|number| number.title == name).map(Ref::Number);
            let figure = || rules.figures.iter().position(|figure| figure.title == name).map(Ref::Figure);
            let category = || rules.categories.iter().position(|category| category.title == name).map(Ref::Category);
            let item = || rules.items.iter().position(|item| item.title == name).map(Ref::Item);
            number.or_else(figure).or_else(category).or_else(item)
        };
        if is_one_of(name, &["score", &rules.score.title]) {
            return Some(Ref::Score);
        }
        ids(name).or_else(|| titles(name))
    }

    fn of_member(&self, name: &str) -> Option<Ref> {
        if let Some(fact) = position(&self.rules.member_facts, name) {
            return Some(Ref::Member(MemberRef::Fact(fact)));
        }
        let outcome = match name {
            "grade" | "等次" => Some(OutcomeRef::Grade),
            "by_points" | "按分等次" => Some(OutcomeRef::ByPoints),
            "stars" | "星级" => Some(OutcomeRef::Stars),
            "vetoed" => Some(OutcomeRef::Vetoed),
            "town_rank" | "全乡镇名次" => Some(OutcomeRef::TownRank),
            "town_rank_last" | "全乡镇倒数名次" => Some(OutcomeRef::TownRankLast),
            _ if self.rules.veto.as_ref().is_some_and(|veto| veto.title == name) => Some(OutcomeRef::Vetoed),
            _ => None,
        };
        let member = || match name {
            "name" | "姓名" => Some(MemberRef::Name),
            "sex" | "性别" => Some(MemberRef::Sex),
            "probationary" | "预备" | "预备党员" => Some(MemberRef::Probationary),
            "age" | "年龄" => Some(MemberRef::Age),
            "party_age" | "党龄" => Some(MemberRef::PartyAge),
            "born" | "出生年月" => Some(MemberRef::Born),
            "joined" | "入党时间" => Some(MemberRef::Joined),
            "came" | "转入时间" => Some(MemberRef::Came),
            "left" | "转出时间" => Some(MemberRef::Left),
            "died" | "去世时间" => Some(MemberRef::Died),
            "present" | "在册" => Some(MemberRef::Present),
            "months" | "在册月数" => Some(MemberRef::Months),
            _ => None,
        };
        outcome.map(Ref::Outcome).or_else(|| member().map(Ref::Member))
    }

    fn of_run(&self, name: &str) -> Option<Ref> {
        let run = match name {
            "run" | "运行期间" => RunRef::Window,
            "period" | "期间" => RunRef::Period,
            "year" | "年度" => RunRef::Year,
            "programme_year" | "实行年数" => RunRef::ProgrammeYear,
            "period_end" | "期末" => RunRef::End,
            "period_start" | "期初" => RunRef::Start,
            "members" | "党员总数" => RunRef::Members,
            _ => return None,
        };
        Some(Ref::Run(run))
    }

    /// `table.column`.
    fn of_table(&self, name: &str) -> Option<Ref> {
        let (table, column) = name.split_once('.')?;
        let index = self.table(table)?;
        Some(Ref::Of(index, field_of(self.rules.tables.get(index)?, column)?))
    }

    fn table(&self, name: &str) -> Option<usize> {
        self.rules.tables.iter().position(|table| table.id == name || table.is_called(name))
    }

    /// What an aggregate is over.
    fn source(&self, name: &str) -> Result<Ref, String> {
        if is_one_of(name, &["entries", "积分登记"]) {
            return Ok(Ref::Entries);
        }
        if let Some(node @ (Ref::Item(_) | Ref::Category(_))) = self.of_node(name) {
            return Ok(node);
        }
        self.table(name).map(Ref::Table).ok_or_else(|| {
            let known = self.rules.items.iter().map(|item| item.id.as_str());
            let known = known.chain(self.rules.categories.iter().map(|category| category.id.as_str()));
            let known = known.chain(self.rules.tables.iter().map(|table| table.id.as_str()));
            format!("没有叫做「{name}」的项目、分类或表{}", nearest(name, known))
        })
    }

    fn archive(&self) -> Option<&Table> {
        self.rules.tables.iter().find(|table| table.is_archive())
    }

    fn last_year(&self, name: &str) -> Result<Ref, String> {
        let column = self.archive().and_then(|table| position(&table.columns, name)).map(Ref::LastYear);
        column.ok_or_else(|| format!("上一年度档案（layout = \"archive\" 的表）没有「{name}」这一栏"))
    }

    /// A text that is compared with a level or with a word to choose becomes that level or word.
    fn as_word_of(&self, other: &Expr<Ref>, text: Expr<Ref>) -> Found {
        let (Expr::Name(reference), Expr::Text(written)) = (other, &text) else { return Ok(text) };
        if *reference == Ref::Line(LineField::Level) {
            return match self.rules.level_rank(written) {
                Some(rank) => Ok(Expr::Word { text: Arc::clone(written), rank }),
                None => Err(format!("没有叫做「{written}」的级别")),
            };
        }
        let column = match reference {
            Ref::Member(MemberRef::Fact(fact)) => self.rules.member_facts.get(*fact),
            Ref::Line(LineField::Own(own)) => self.rules.entry_columns.get(*own),
            _ => None,
        };
        let own = column.map(|column| (column, false));
        let of_table = |table: usize, field: RecordField| {
            let table = self.rules.tables.get(table)?;
            match field {
                RecordField::Head(index) => table.heads.get(index),
                RecordField::Column(index) => table.columns.get(index),
                RecordField::Label(index) => table.labels.get(index),
                RecordField::Sign => None,
            }
        };
        let column = own.map(|(column, _)| column).or_else(|| match reference {
            Ref::Of(table, field) => of_table(*table, *field),
            Ref::LastYear(column) => self.archive().and_then(|archive| archive.columns.get(*column)),
            _ => None,
        });
        let Some(column) = column.filter(|column| column.holds == Holds::Choice) else { return Ok(text) };
        match column.choice(written).and_then(|choice| column.one_of.get(choice)) {
            Some(word) => Ok(Expr::Text(Arc::from(word.title.as_str()))),
            None => Err(format!("「{}」没有「{written}」这个选项", column.title)),
        }
    }

    fn unknown(&self, name: &str, place: Place) -> String {
        let rules = self.rules;
        let nodes = rules.figures.iter().map(|figure| figure.id.as_str());
        let nodes = nodes.chain(rules.categories.iter().map(|category| category.id.as_str()));
        let nodes = nodes.chain(rules.items.iter().map(|item| item.id.as_str()));
        let nodes = nodes.chain(rules.numbers.iter().map(|number| number.id.as_str()));
        let columns = rules.member_facts.iter().chain(&rules.entry_columns).map(|column| column.id.as_str());
        let own: &[Column] = match place {
            Place::Record(table) => rules.tables.get(table).map_or(&[], |table| &table.columns),
            _ => &[],
        };
        let fixed = ["score", "grade", "class", "present", "months", "members", "level", "quantity", "matter", "sign"];
        let all = nodes.chain(columns).chain(own.iter().map(|column| column.id.as_str())).chain(fixed);
        format!("没有叫做「{name}」的数{}", nearest(name, all))
    }
}

impl RuleSet {
    /// The place of a level among all, the lowest first; any spelling.
    #[must_use]
    pub fn level_rank(&self, written: &str) -> Option<u32> {
        let listed = self.levels.iter().position(|level| level == written);
        let spelt = || {
            let items = self.items.iter().filter_map(|item| item.levels());
            let title = items.flat_map(|levels| levels.find(written)).map(|level| level.level.clone()).next()?;
            let listed = self.levels.iter().position(|level| *level == title);
            // Levels of items that the list does not rank stand behind it, in the items' order.
            listed.or_else(|| {
                let mut all = self.items.iter().filter_map(|item| item.levels()).flat_map(|levels| &levels.of);
                all.position(|level| level.level == title).map(|at| self.levels.len() + at)
            })
        };
        listed.or_else(spelt).and_then(|rank| u32::try_from(rank).ok())
    }
}

fn position(columns: &[Column], name: &str) -> Option<usize> {
    columns.iter().position(|column| column.id == name).or_else(|| columns.iter().position(|c| c.is_called(name)))
}

fn field_of(table: &Table, name: &str) -> Option<RecordField> {
    let column = position(&table.columns, name).map(RecordField::Column);
    let head = || position(&table.heads, name).map(RecordField::Head);
    let label = || position(&table.labels, name).map(RecordField::Label);
    column.or_else(head).or_else(label)
}

fn is_one_of(name: &str, among: &[&str]) -> bool {
    among.contains(&name)
}

fn nearest<'n>(name: &str, mut known: impl Iterator<Item = &'n str>) -> String {
    let found = known.find(|other| {
        is_one_slip_apart(other, name) || (name.len() > 2 && (other.contains(name) || name.contains(*other)))
    });
    found.map_or_else(String::new, |found| format!("，是不是「{found}」？"))
}
