using LinkageService.Access;
using LinkageService.Console.Session;
using LinkageService.Engine.Problems;
using LinkageService.Storage.Runs;

namespace LinkageService.Console;

/// <summary>What the fixed words of the service are called on a page: the one table of them, in the words of the field.</summary>
internal static partial class Words
{
    /// <summary>The words in the language of the session.</summary>
    public static string Of(this LocalizedText words, ConsoleSession session) => session.Language.Of(words);

    /// <summary>A role.</summary>
    public static LocalizedText Role(Role? role) => role?.Name switch
    {
        null => new("未登录", "not signed in"),
        "viewer" => new("查看", "viewer"),
        "preparer" => new("制单", "preparer"),
        "approver" => new("审核", "approver"),
        "auditor" => new("审计", "auditor"),
        "administrator" => new("管理", "administrator"),
        _ => new("本机", "this machine"),
    };

    /// <summary>A state of a run.</summary>
    public static LocalizedText State(string state) => state switch
    {
        RunStates.Draft => new("草稿", "draft"),
        RunStates.Submitted => new("已提交", "submitted"),
        RunStates.Disclosed => new("公示中", "on notice"),
        RunStates.Approved => new("已批准", "approved"),
        RunStates.Paid => new("已发放", "paid"),
        RunStates.Closed => new("已结案", "closed"),
        RunStates.Cancelled => new("已作废", "cancelled"),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "no state of a run"),
    };
}
