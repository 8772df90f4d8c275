using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;
using LinkageService.Http;
using Proto = LinkageService.Contracts.V1;

namespace LinkageService.Features.Calculations;

/// <summary>Writes a distribution as proto messages, straight from its columns.</summary>
internal static class ProtoResults
{
    /// <summary>Everything but the statements.</summary>
    public static Proto.CalculationResult Result(CalculationSummary summary)
    {
        var result = new Proto.CalculationResult
        {
            Scheme = new Proto.SchemeReference
            {
                Id = summary.Scheme.Id,
                Version = summary.Scheme.Version,
                Digest = summary.Scheme.Digest,
            },
            Year = summary.Year,
            Totals = new Proto.Totals
            {
                SourcesFen = summary.Totals.Sources.Fen,
                HouseholdsFen = summary.Totals.Households.Fen,
                FundsFen = summary.Totals.Funds.Fen,
                CarriedForwardFen = summary.Totals.CarriedForward.Fen,
            },
            Digest = summary.Digest,
        };
        foreach (var parameter in summary.Parameters)
        {
            result.Parameters[parameter.Name] = parameter.Text;
        }

        foreach (var input in summary.Inputs)
        {
            result.Inputs[input.Name] = Input(input);
        }

        result.Sources.AddRange(summary.Sources.Select(source => new Proto.SourceAmount
        {
            Name = source.Name,
            Kind = source.IsPayer ? Proto.SourceAmount.Types.Kind.Payer : Proto.SourceAmount.Types.Kind.Input,
            AmountFen = source.Amount.Fen,
        }));
        result.Funds.AddRange(summary.Funds.Select(Fund));
        result.Labels.AddRange(summary.Labels.Select(Label));
        result.Rounding.AddRange(summary.Rounding.Select(step => new Proto.StepRounding
        {
            Step = step.Step,
            Policy = step.Policy,
            ResidueFen = step.ResidueFen,
            LargestErrorMicroFen = (int)Math.Min(step.LargestErrorMicroFen, int.MaxValue),
            LargestErrorFen = step.LargestErrorMicroFen > int.MaxValue ? DecimalText.Format(step.LargestErrorMicroFen, decimals: 6) : "",
            UnequalHolders = step.UnequalHolders,
        }));
        result.Checks.AddRange(summary.Checks.Select(Check));
        result.Legal = Legal(summary.Legal);
        return result;
    }

    /// <summary>A check that lacks a fact.</summary>
    public static Proto.UndecidedCheck Undecided(UndecidedCheck check)
    {
        var message = new Proto.UndecidedCheck { Code = check.Code };
        message.Missing.AddRange(check.Missing);
        return message;
    }

    private static Proto.LegalSummary? Legal(LegalSummary? legal)
    {
        if (legal is null)
        {
            return null;
        }

        var message = new Proto.LegalSummary();
        message.Packs.AddRange(legal.Packs);
        message.Passed.AddRange(legal.Passed);
        message.Found.AddRange(legal.Found);
        message.Unknown.AddRange(legal.Unknown.Select(Undecided));
        return message;
    }

    /// <summary>A finding of a check.</summary>
    public static Proto.Check Check(CheckFinding check) => new()
    {
        Code = check.Code,
        Severity = check.Severity,
        Message = ProtoText.Of(check.Message),
        Basis = check.Basis,
    };

    /// <summary>The statement of a household.</summary>
    public static Proto.Statement Statement(
        Distribution distribution, int household, bool explain, IReadOnlyDictionary<string, IReadOnlyList<HoldingPiece>>? pieces = null)
    {
        var statement = new Proto.Statement { Household = distribution.Roster.Id(household), TotalFen = distribution.Total(household).Fen };
        foreach (var label in distribution.Roster.Labels)
        {
            statement.Labels.Add(label.Name, label[household]);
        }

        foreach (var step in distribution.Steps)
        {
            if (step.AmountsFen is not { } amounts || amounts.Span[household] == 0)
            {
                continue;
            }

            var line = new Proto.StatementLine { Step = step.Step.Id, Benefit = step.Step.Benefit, AmountFen = amounts.Span[household] };
            if (explain)
            {
                line.Explanation = Explanation(distribution.Explain(household, step, pieces));
            }

            (step.IsRecord ? statement.Records : statement.Lines).Add(line);
        }

        return statement;
    }

    /// <summary>The steps that gave a household nothing, with why.</summary>
    public static IEnumerable<Proto.StatementLine> ZeroLines(Distribution distribution, int household) =>
        distribution.StepsWithout(household).Select(step => new Proto.StatementLine
        {
            Step = step.Id, Benefit = step.Benefit, Explanation = Explanation(distribution.ExplainNothing(household, step)),
        });

    /// <summary>What each step did with the money as a whole.</summary>
    public static IEnumerable<Proto.MoneyStep> MoneySteps(Distribution distribution) => distribution.ExplainMoney().Select(money =>
        new Proto.MoneyStep { Step = money.Step.Id, Done = money.IsDone, Explanation = Explanation(money.Explanation) });

    private static Proto.LabelTotals Label(LabelTotals label)
    {
        var totals = new Proto.LabelTotals { Label = label.Name };
        foreach (var value in label.Values)
        {
            var message = new Proto.LabelValueTotals
            {
                Value = value.Value, Households = value.Households, AmountFen = value.Amount.Fen,
            };
            message.Funds.AddRange(value.Funds.Select(Fund));
            totals.Values.Add(message);
        }

        return totals;
    }

    private static Proto.FundAmount Fund(FundAmount fund) =>
        new() { Name = fund.Name, AmountFen = fund.Amount.Fen, Carried = fund.IsCarried };

    private static Proto.InputValue Input(NamedInput input)
    {
        if (input.Form == InputForm.Figure)
        {
            return new Proto.InputValue { Figure = input.Text };
        }

        var isMoney = input.Form == InputForm.Money;
        var fault = DecimalText.TryParse(input.Text, isMoney ? Money.Decimals : 0, out long number);
        if (fault != DecimalFault.None)
        {
            throw new InvalidOperationException($"The input {input.Name} as used cannot be read: {input.Text}.");
        }

        return isMoney ? new Proto.InputValue { AmountFen = number } : new Proto.InputValue { Count = number };
    }

    private static Proto.LineExplanation Explanation(Explanation explanation)
    {
        var message = new Proto.LineExplanation { Text = ProtoText.Of(explanation.Text), Clause = explanation.Clause ?? "" };
        message.Figures.AddRange(explanation.Figures.Select(figure =>
            new Proto.ExplanationFigure { Name = figure.Name, Value = figure.Value }));
        return message;
    }
}
