//! Limits and what counts only once, of one item or of several together.

use super::{Known, Resolver};
use crate::model::Points;
use crate::rules::document::{LimitText, OnceText, TogetherText};
use crate::rules::{Item, Limit, LimitBy, LineField, Once, Together};

impl Resolver<'_> {
    pub(super) fn once(&mut self, owner: &str, text: OnceText, known: &Known<'_>) -> Option<Once> {
        Some(Once { by: self.fields(owner, &text.by, known)?, per: text.per.unwrap_or(known.settles), keep: text.keep })
    }

    fn fields(&mut self, owner: &str, texts: &[String], known: &Known<'_>) -> Option<Vec<Vec<LineField>>> {
        let field = |name: &str| match name {
            "matter" | "事由" => Some(LineField::Matter),
            "date" | "日期" => Some(LineField::Date),
            "level" | "级别" => Some(LineField::Level),
            "item" | "项目" => Some(LineField::Item),
            _ => known.own.iter().position(|own| own.id == name || own.is_called(name)).map(LineField::Own),
        };
        let mut all = Vec::new();
        for text in texts {
            let fields: Option<Vec<LineField>> = text.split('|').map(|name| field(name.trim())).collect();
            match fields {
                Some(fields) => all.push(fields),
                None => {
                    self.wrong(format!(
                        "{owner}：「{text}」不是登记表的一栏，可以写 matter、date、level 或 [[entry]] 的 id"
                    ));
                    return None;
                }
            }
        }
        Some(all)
    }

    pub(super) fn limit(&mut self, owner: &str, text: &LimitText) -> Option<Limit> {
        let most = self.most(owner, text.times, text.points)?;
        Some(Limit { per: text.per, most })
    }

    fn most(&mut self, owner: &str, times: Option<u32>, points: Option<Points>) -> Option<LimitBy> {
        match (times, points) {
            (Some(times), None) => Some(LimitBy::Times(times)),
            (None, Some(points)) => Some(LimitBy::Points(points)),
            _ => {
                self.wrong(format!("{owner}：限额要在 times（次数）和 points（分）中恰好写一个"));
                None
            }
        }
    }

    pub(super) fn together(
        &mut self,
        text: TogetherText,
        items: &[Item],
        categories: &[String],
        known: &Known<'_>,
    ) -> Option<Together> {
        let place = format!("together（{}）", text.over.join("、"));
        let mut over = Vec::new();
        for name in &text.over {
            let before = over.len();
            let category = categories.iter().position(|id| id == name);
            let mine = |item: &Item| item.id == *name || (category.is_some() && item.category == category);
            over.extend(items.iter().enumerate().filter(|(_, item)| mine(item)).map(|(index, _)| index));
            if over.len() == before {
                self.wrong(format!("{place}：「{name}」不是项目编号，也不是有项目的分类"));
            }
        }
        over.sort_unstable();
        over.dedup();
        let (limits, once) = if text.same.is_empty() {
            let most = self.most(&place, text.times, text.points)?;
            (vec![Limit { per: text.per, most }], None)
        } else {
            (Vec::new(), Some(Once { by: self.fields(&place, &text.same, known)?, per: text.per, keep: text.keep }))
        };
        Some(Together { over, limits, once, names: text.over, article: text.article, mark: text.mark })
    }
}
