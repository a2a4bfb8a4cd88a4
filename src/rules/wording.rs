//! Rules in words: formulas and conditions as a person reads them.

use super::formula::Expr;
use super::{Grade, Item, LineField, MemberRef, OutcomeRef, Ref, Rule, RuleSet, RunRef, Scale};
use crate::model::RecordField;

impl RuleSet {
    /// A formula in words.
    #[must_use]
    pub fn words(&self, rule: &Rule) -> String {
        match rule.tree() {
            Expr::Number(number) => number.to_string(),
            tree => tree.in_words(&|name: &Ref| self.name_of(*name)),
        }
    }

    /// When a grade is given, in words.
    #[must_use]
    pub fn grade_words(&self, grade: &Grade) -> String {
        let several = self.scales.len() > 1;
        let on_scale = |(scale, when): (&Scale, &Option<Rule>)| {
            let words = self.words(when.as_ref()?);
            Some(if several { format!("{}：{words}", scale.title) } else { words })
        };
        let all: Vec<String> = self.scales.iter().zip(&grade.when).filter_map(on_scale).collect();
        all.join("；")
    }

    /// The name of what a formula refers to, for people.
    #[must_use]
    pub fn name_of(&self, name: Ref) -> String {
        let title = |title: Option<&String>| title.cloned().unwrap_or_default();
        match name {
            Ref::Number(index) => title(self.numbers.get(index).map(|number| &number.title)),
            Ref::Figure(index) => title(self.figures.get(index).map(|figure| &figure.title)),
            Ref::Category(index) => title(self.categories.get(index).map(|category| &category.title)),
            Ref::Item(index) => self.items.get(index).map_or_else(String::new, Item::label),
            Ref::Score => self.score.title.clone(),
            Ref::Full => "满分".to_owned(),
            Ref::Entries => "各条登记".to_owned(),
            Ref::Table(index) => title(self.tables.get(index).map(|table| &table.title)),
            Ref::Of(table, field) => self.field_name(Some(table), field),
            Ref::Record(field) => self.field_name(None, field),
            Ref::RecordDate => "日期".to_owned(),
            Ref::LastYear(column) => {
                let archive = self.tables.iter().find(|table| table.layout == super::TableLayout::Archive);
                format!(
                    "上年{}",
                    title(archive.and_then(|table| table.columns.get(column)).map(|column| &column.title))
                )
            }
            Ref::Member(fact) => self.member_name(fact),
            Ref::Run(fact) => run_name(fact).to_owned(),
            Ref::Outcome(OutcomeRef::Vetoed) => title(self.veto.as_ref().map(|veto| &veto.title)),
            Ref::Outcome(fact) => outcome_name(fact).to_owned(),
            Ref::Line(field) => self.line_name(field),
        }
    }

    /// What a formula calls what it refers to.
    #[must_use]
    pub fn id_of(&self, name: Ref) -> String {
        let id = |id: Option<&String>| id.cloned().unwrap_or_default();
        match name {
            Ref::Number(index) => id(self.numbers.get(index).map(|number| &number.id)),
            Ref::Figure(index) => id(self.figures.get(index).map(|figure| &figure.id)),
            Ref::Category(index) => id(self.categories.get(index).map(|category| &category.id)),
            Ref::Item(index) => id(self.items.get(index).map(|item| &item.id)),
            Ref::Table(index) => id(self.tables.get(index).map(|table| &table.id)),
            Ref::Score => "score".to_owned(),
            Ref::Full => "full".to_owned(),
            Ref::Entries => "entries".to_owned(),
            Ref::Of(table, field) => {
                format!("{}.{}", id(self.tables.get(table).map(|table| &table.id)), self.field_name(Some(table), field))
            }
            // Their names for people are understood as well.
            other => self.name_of(other),
        }
    }

    fn field_name(&self, table: Option<usize>, field: RecordField) -> String {
        let tables = || self.tables.iter().enumerate().filter(|(index, _)| table.is_none_or(|table| table == *index));
        let column = tables().find_map(|(_, table)| match field {
            RecordField::Head(index) => table.heads.get(index),
            RecordField::Column(index) => table.columns.get(index),
            RecordField::Label(index) => table.labels.get(index),
            RecordField::Sign => None,
        });
        column.map_or_else(|| "记号".to_owned(), |column| column.title.clone())
    }

    fn member_name(&self, fact: MemberRef) -> String {
        let name = match fact {
            MemberRef::Name => "姓名",
            MemberRef::Sex => "性别",
            MemberRef::Probationary => "是预备党员",
            MemberRef::Age => "年龄",
            MemberRef::PartyAge => "党龄",
            MemberRef::Born => "出生年月",
            MemberRef::Joined => "入党时间",
            MemberRef::Came => "转入时间",
            MemberRef::Left => "转出时间",
            MemberRef::Died => "去世时间",
            MemberRef::Present => "期末在册",
            MemberRef::Months => "在册月数",
            MemberRef::Fact(fact) => {
                return self.member_facts.get(fact).map_or_else(String::new, |fact| fact.title.clone());
            }
        };
        name.to_owned()
    }

    fn line_name(&self, field: LineField) -> String {
        let name = match field {
            LineField::Item => "项目",
            LineField::Category => "分类",
            LineField::Date => "日期",
            LineField::Registered => "登记日期",
            LineField::Level => "级别",
            LineField::Quantity => "次数",
            LineField::Stated => "所写分值",
            LineField::Price => "应计分值",
            LineField::Points => "计分",
            LineField::Matter => "事由",
            LineField::Evidence => "有佐证",
            LineField::Month => "月份",
            LineField::Quarter => "季度",
            LineField::Half => "半年",
            LineField::Own(own) => {
                return self.entry_columns.get(own).map_or_else(String::new, |own| own.title.clone());
            }
            LineField::Step(step) => return self.steps.get(step).map_or_else(String::new, |step| step.title.clone()),
        };
        name.to_owned()
    }
}

const fn run_name(fact: RunRef) -> &'static str {
    match fact {
        RunRef::Window => "运行期间",
        RunRef::Period => "期间",
        RunRef::Year => "年度",
        RunRef::ProgrammeYear => "实行年数",
        RunRef::End => "期末",
        RunRef::Start => "期初",
        RunRef::Members => "党员总数",
    }
}

const fn outcome_name(fact: OutcomeRef) -> &'static str {
    match fact {
        OutcomeRef::Grade => "等次",
        OutcomeRef::ByPoints => "按分等次",
        OutcomeRef::Stars => "星级",
        OutcomeRef::Vetoed => "否决",
        OutcomeRef::TownRank => "全乡镇名次",
        OutcomeRef::TownRankLast => "全乡镇倒数名次",
    }
}
