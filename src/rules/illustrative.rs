//! Which numbers of a rule set are examples that a unit has to replace by its own.

use super::{Column, Mark, RuleSet};

impl RuleSet {
    /// What is marked as illustrative and has a number, each once, in the order of the rulebook: ids of items, titles of
    /// the rest.
    #[must_use]
    pub fn illustrative(&self) -> Vec<String> {
        let is_example = |mark: Mark| mark == Mark::Illustrative;
        let is_marked = |mark: Option<Mark>| mark == Some(Mark::Illustrative);
        let numbers = self
            .numbers
            .iter()
            .filter(|number| is_marked(number.mark) || number.values.iter().any(|dated| is_example(dated.mark)));
        let numbers = numbers.map(|number| number.title.clone());
        let figures = self.figures.iter().filter(|figure| {
            let rungs = figure.steps.iter().flat_map(|steps| &steps.from);
            is_marked(figure.mark) || rungs.into_iter().any(|rung| is_marked(rung.mark))
        });
        let figures = figures.map(|figure| figure.title.clone());
        let categories = self.categories.iter().filter(|category| {
            let has_number = category.weight.is_some()
                || category.cap.is_some()
                || category.floor.is_some()
                || category.start.is_some()
                || category.scale_to.is_some();
            is_example(category.mark) && has_number
        });
        let categories = categories.map(|category| category.title.clone());
        let items =
            self.items.iter().filter(|item| !item.is_veto() && is_example(item.mark)).map(|item| item.id.clone());
        let together = self.together.iter().filter(|together| is_example(together.mark));
        let together = together.map(|together| format!("{}的合并限额", together.names.join("、")));
        let grades = self.grades.iter().filter(|grade| is_example(grade.mark)).map(|grade| grade.title.clone());
        let quotas = self.grades.iter().flat_map(|grade| {
            let percents = grade.quota.iter().flat_map(|quota| quota.percent.iter().enumerate());
            let examples = percents.filter(|(_, percent)| is_example(percent.mark));
            examples.map(|(year, _)| format!("{}第 {} 年名额", grade.title, year + 1))
        });
        let honours = self.honours.iter().filter(|one| is_marked(one.mark)).map(|one| one.title.clone());
        let lists = self.lists.iter().filter(|one| is_marked(one.mark)).map(|one| one.title.clone());
        let consequences = self.consequences.iter().filter(|one| is_marked(one.mark)).map(|one| one.text.join("、"));
        let alerts = self.alerts.iter().filter(|one| is_marked(one.mark)).map(|one| one.kind.clone());
        let bands = self.bands.iter().filter(|one| is_marked(one.mark)).map(|one| format!("{}分段", one.by.title()));
        let late = self.late_after.filter(|(_, mark)| is_example(*mark)).map(|_| "补记天数".to_owned());
        let has_bounds = |column: &Column| column.from.is_some() || column.to.is_some();
        let tables = self.tables.iter().filter(|table| is_example(table.mark));
        let tables = tables.filter(|table| table.columns.iter().chain(&table.labels).any(has_bounds));
        let bounds = tables.map(|table| format!("「{}」各栏的上下限", table.title));
        numbers
            .chain(figures)
            .chain(categories)
            .chain(items)
            .chain(together)
            .chain(grades)
            .chain(quotas)
            .chain(honours)
            .chain(lists)
            .chain(consequences)
            .chain(alerts)
            .chain(bands)
            .chain(late)
            .chain(bounds)
            .collect()
    }
}
