//! Help and usage errors in Chinese.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command};

use super::Ending;
use super::screen::Screen;

const TEMPLATE: &str = "{about-with-newline}\n用法: {usage}\n\n{all-args}{after-help}\n";
const EXIT_CODES: &str = "退出码：0 没有问题；1 已完成，但数据有错误或有待决事项；2 无法运行。";

/// The command with Chinese headings throughout.
pub fn dressed(command: Command) -> Command {
    let command = dress(command);
    command.after_help(format!("{EXIT_CODES}\n把工作簿或文件夹拖到程序图标上，等于「校验」或「汇总」。"))
}

fn dress(command: Command) -> Command {
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    let is_root = command.get_name() == "jifen";
    let mut command = command
        .help_template(TEMPLATE)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .subcommand_help_heading("命令")
        .subcommand_value_name("命令")
        .mut_args(|arg| {
            let heading = if arg.is_positional() { "参数" } else { "选项" };
            let arg = arg.help_heading(heading);
            if arg.get_action().takes_values() { arg.hide_default_value(true) } else { arg }
        })
        .arg(Arg::new("help").short('h').long("help").action(ArgAction::Help).help("显示用法").help_heading("选项"));
    if is_root {
        let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
        command = command.arg(version.help("显示版本").help_heading("选项"));
    }
    for name in names {
        command = command.mut_subcommand(name, dress);
    }
    command
}

/// Prints help, or says what is wrong with the arguments.
pub fn usage_error(error: &clap::Error, screen: &Screen) -> Ending {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            screen.print(&in_chinese(&error.render().to_string()));
            return Ending::Good;
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            screen.complain(&in_chinese(&error.render().to_string()));
            return Ending::CouldNotRun;
        }
        _ => {}
    }
    let what = |kind: ContextKind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let argument = what(ContextKind::InvalidArg);
    let message = match error.kind() {
        ErrorKind::InvalidSubcommand => format!("没有「{}」这个命令。", what(ContextKind::InvalidSubcommand)),
        ErrorKind::UnknownArgument => format!("不认识「{argument}」。"),
        ErrorKind::MissingRequiredArgument => format!("还缺少{}。", argument.replace("...", "").replace('\n', " ")),
        ErrorKind::InvalidValue => {
            let known = match error.get(ContextKind::ValidValue) {
                Some(ContextValue::Strings(values)) if !values.is_empty() => format!("可以写 {}。", values.join("、")),
                _ => String::new(),
            };
            format!("「{argument}」的值「{}」不对。{known}", what(ContextKind::InvalidValue))
        }
        ErrorKind::ValueValidation => {
            // Parsers of our own say in Chinese what was expected; those of other crates say it in English.
            let reason = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
            let reason = if reason.is_ascii() { String::new() } else { format!("，{reason}") };
            format!("「{argument}」的值「{}」不对{reason}。", what(ContextKind::InvalidValue))
        }
        ErrorKind::MissingSubcommand => "还缺少命令。".to_owned(),
        ErrorKind::ArgumentConflict => match what(ContextKind::PriorArg) {
            other if other.is_empty() || other == argument => format!("「{argument}」只能写一次。"),
            other => format!("「{argument}」和「{}」不能一起用。", other.replace('\n', "、")),
        },
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues => format!("「{argument}」后面不用写别的。"),
        _ => "参数有误。".to_owned(),
    };
    screen.complain(&format!("{message}\n用 jifen --help 查看用法。"));
    Ending::CouldNotRun
}

/// The few words that clap adds by itself.
fn in_chinese(help: &str) -> String {
    help.replace("[aliases: ", "[又名：").replace("[alias: ", "[又名：").replace("[OPTIONS]", "[选项]")
}
