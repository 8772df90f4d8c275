using System.Text.RegularExpressions;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Steps;

namespace LinkageService.Engine.Schemes.Linter;

/// <summary>Finds steps that do not do what their clause says, where that is certain: 发到元 without a unit, 每户200元 with 100 元.</summary>
internal static partial class ClauseLinter
{
    public static void Check(Scheme scheme, FormulaScope scope, Step step, ProblemList problems)
    {
        if (step.Clause is not { } clause || step is not (AllocateStep or PayStep or GuaranteeStep))
        {
            return;
        }

        var bounds = new FormulaBounds(scheme, scope.Years.Count == 0 ? int.MinValue : scope.Years[0]);
        var amount = step is PayStep { Factors.Count: 0 } pay ? bounds.Of(pay.Amount.Expression).Constant : null;
        if (step.PayoutUnitFen == 1 && !(amount?.Denominator.IsOne ?? false) && WholeYuan().Match(clause) is { Success: true } whole)
        {
            var unit = whole.Groups["unit"].Value == "角" ? "0.10" : "1.00";
            SchemeLinter.Warn(problems, ProblemCodes.ClauseDiffers, step, "clause",
                $"原文说“{whole.Value}”，这一步却发到分", $"the clause says \"{whole.Value}\", and the step pays to the fen",
                new LocalizedText($"写 unit: {unit}，余下的零钱留在池里，再写一步转出", $"Write unit: {unit}; what is left over stays in the pool"));
        }

        var said = EachHousehold().Matches(clause);
        if (amount is { } paid && said.Count == 1
            && DecimalText.TryParse(said[0].Groups["yuan"].Value, 2, out Fraction yuan) == DecimalFault.None && yuan != paid)
        {
            SchemeLinter.Warn(problems, ProblemCodes.ClauseDiffers, step, "amount",
                $"原文说“{said[0].Value}”，这一步每户付 {paid} 元",
                $"the clause says \"{said[0].Value}\", and the step pays {paid} yuan to each",
                new LocalizedText("核对是哪一个写错了", "See which of them is wrong"));
        }
    }

    [GeneratedRegex(@"(发|发放|精确|取整|支付|兑现)到整?(?<unit>元|角)(?![a-zA-Z])|(?<unit>)to whole yuan",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WholeYuan();

    [GeneratedRegex(@"每户(发放|发|补助|补贴|补|给|奖励|奖|付)? ?(?<yuan>[0-9]{1,8}(\.[0-9]{1,2})?) ?元(?![/以每])",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EachHousehold();
}
