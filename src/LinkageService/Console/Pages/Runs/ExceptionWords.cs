using LinkageService.Engine.Problems;
using LinkageService.Features.Life;

namespace LinkageService.Console.Pages.Runs;

/// <summary>What is unusual in a run, in words.</summary>
internal static class ExceptionWords
{
    /// <summary>How many households there are of each kind: 上次没有、这次新增 2 户……</summary>
    public static LocalizedText Counts(FoundExceptions found)
    {
        var kinds = found.Counts.Select(count => (Title: count.Key.Title(found.Percent), Count: count.Value)).ToArray();
        return new LocalizedText(
            string.Join("；", kinds.Select(kind => $"{kind.Title.Zh} {kind.Count} 户")),
            string.Join("; ", kinds.Select(kind => $"{kind.Title.En}: {kind.Count}")));
    }

    /// <summary>What a household is looked at for, beside its amounts; empty where they say it all.</summary>
    public static LocalizedText Remark(ExceptionalHousehold household) => household.Kind switch
    {
        ExceptionKind.Deceased => new($"{household.On} 起全户已故，请核实由谁领取", $"deceased by {household.On}: see who is to be paid"),
        ExceptionKind.AccountChanged => new(
            $"{household.On} 由 {household.By} 改了账号，请核对存折或卡", $"noted on {household.On} by {household.By}: check the card"),
        ExceptionKind.SharedAccount => new(
            $"和 {string.Join("、", household.With)} 户同一个账号，请核实是否代领",
            $"the account of {string.Join(", ", household.With)} too: see whether one collects for the other"),
        ExceptionKind.Joined or ExceptionKind.Gone or ExceptionKind.More or ExceptionKind.Less or ExceptionKind.Zero => new("", ""),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
