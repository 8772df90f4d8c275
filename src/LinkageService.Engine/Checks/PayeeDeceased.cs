using System.Diagnostics;
using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Checks;

/// <summary><c>payee_deceased</c>: payee deceased.</summary>
public sealed class PayeeDeceased : LegalCheck
{
    /// <inheritdoc/>
    public override string Code => "payee_deceased";

    /// <inheritdoc/>
    public override CheckSeverity Severity => CheckSeverity.Warn;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("领取人已去世", "Payee deceased");

    /// <inheritdoc/>
    public override LocalizedText Asks { get; } = new(
        "登记日前已去世或退出的不领取；静态管理的由继承人领取并留存材料。",
        "Nobody is paid who died or left before the record date; under static shares the heir is, with papers on file.");

    private protected override CheckOutcome Decide(CheckedRun run)
    {
        var outcome = CheckedByService(
            run, "没有全户去世又没有继承材料的", "no household all of whose members had died without an heir's papers",
            run.Persons is { Persons: 0 } ? MissingFacts.Persons : null);
        var gone = run.Persons?.Gone is { Count: > 0 } left
            ? new LocalizedText($"登记的人在登记日以前都已离开的 {left.Count} 户：{CheckText.Households(left)}，请核实还该不该发",
                $"all persons of {left.Count} households had left by the record date: {CheckText.HouseholdsEn(left)}. See whether they are "
                + "still to be paid")
            : (LocalizedText?)null;
        if (outcome.Status != CheckStatus.Found)
        {
            return gone is { } alone ? Found(alone.Zh, alone.En) : outcome;
        }

        var (zh, en) = WhatToDo(run.Facts.Charter?.ShareManagement);
        return Found($"{outcome.Message.Zh}；{zh}{(gone is { } also ? "；" + also.Zh : "")}",
            $"{outcome.Message.En}; {en}{(gone is { } more ? "; " + more.En : "")}");
    }

    private static (string Zh, string En) WhatToDo(ShareManagement? management) => management switch
    {
        ShareManagement.Static => (
            "章程定为静态管理：由继承人领取，留存继承材料", "shares are static by the charter: an heir is paid, with papers on file"),
        ShareManagement.Dynamic => ("章程定为动态管理：应从名册上除去", "shares are dynamic by the charter: it is taken off the roster"),
        null => ("章程没有写静态还是动态管理：静态的由继承人领取并留存材料，动态的从名册上除去",
            "the charter does not say whether shares are static (an heir is paid, with papers on file) or dynamic (it leaves the roster)"),
        _ => throw new UnreachableException(),
    };
}
