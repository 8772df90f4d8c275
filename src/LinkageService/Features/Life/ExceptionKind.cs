using System.Diagnostics;
using LinkageService.Engine.Problems;

namespace LinkageService.Features.Life;

/// <summary>Why somebody looks at a household again before it is paid.</summary>
internal enum ExceptionKind
{
    /// <summary>It was not in the run that was paid last.</summary>
    Joined,

    /// <summary>It was, and is not in this one.</summary>
    Gone,

    /// <summary>It gets more than then, by more than so many per cent.</summary>
    More,

    /// <summary>It gets less than then, by more than so many per cent.</summary>
    Less,

    /// <summary>It gets nothing.</summary>
    Zero,

    /// <summary>Everybody in it had died by the record date.</summary>
    Deceased,

    /// <summary>Its account is another than when it was paid last.</summary>
    AccountChanged,

    /// <summary>Its account is that of another household too.</summary>
    SharedAccount,
}

/// <summary>How the kinds are written and called.</summary>
internal static class ExceptionKinds
{
    /// <summary>All, in the order in which they are listed.</summary>
    public static IReadOnlyList<ExceptionKind> All { get; } = Enum.GetValues<ExceptionKind>();

    /// <summary>As an answer writes it.</summary>
    public static string Word(this ExceptionKind kind) => kind switch
    {
        ExceptionKind.Joined => "new",
        ExceptionKind.Gone => "gone",
        ExceptionKind.More => "more",
        ExceptionKind.Less => "less",
        ExceptionKind.Zero => "zero",
        ExceptionKind.Deceased => "deceased",
        ExceptionKind.AccountChanged => "account_changed",
        ExceptionKind.SharedAccount => "shared_account",
        _ => throw new UnreachableException(),
    };

    /// <summary>What a heading calls it.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="percent">From how many per cent on an amount counts as changed.</param>
    public static LocalizedText Title(this ExceptionKind kind, int percent) => kind switch
    {
        ExceptionKind.Joined => new("上次没有、这次新增", "Not in the last run"),
        ExceptionKind.Gone => new("上次有、这次没有", "Not in this run"),
        ExceptionKind.More => new($"比上次多 {percent}% 以上", $"More by over {percent}%"),
        ExceptionKind.Less => new($"比上次少 {percent}% 以上", $"Less by over {percent}%"),
        ExceptionKind.Zero => new("这次分不到钱", "Nothing to be paid"),
        ExceptionKind.Deceased => new("全户都已去世", "Everybody deceased"),
        ExceptionKind.AccountChanged => new("账号和上次不同", "Another account"),
        ExceptionKind.SharedAccount => new("几户同一个账号", "One account for several"),
        _ => throw new UnreachableException(),
    };
}
