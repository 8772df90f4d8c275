using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Schemes;
using Proto = LinkageService.Contracts.V1;

namespace LinkageService.Features.Calculations;

/// <summary>Writes a distribution as proto messages, straight from its columns.</summary>
internal static class ProtoResults
{
    /// <summary>Everything but the statements.</summary>
    public static Proto.CalculationResult Result(Distribution distribution)
    {
        var result = new Proto.CalculationResult
        {
            Scheme = Reference(distribution.Scheme),
            Year = distribution.Terms.Year,
            Totals = new Proto.Totals
            {
                SourcesFen = distribution.SourcesTotal.Fen,
                HouseholdsFen = distribution.HouseholdsTotal.Fen,
                FundsFen = distribution.FundsTotal.Fen,
                CarriedForwardFen = distribution.CarriedForward.Fen,
            },
            Digest = distribution.Digest,
        };
        foreach (var parameter in distribution.Scheme.Parameters)
        {
            result.Parameters[parameter.Name] = FigureText.Of(parameter, distribution.Terms.Parameters[parameter.Name]);
        }

        foreach (var input in distribution.Scheme.Inputs)
        {
            result.Inputs[input.Name] = Input(input, distribution.Terms.Inputs[input.Name]);
        }

        result.Sources.AddRange(distribution.Sources.Select(source => new Proto.SourceAmount
        {
            Name = source.Name,
            Kind = source.IsPayer ? Proto.SourceAmount.Types.Kind.Payer : Proto.SourceAmount.Types.Kind.Input,
            AmountFen = source.Amount.Fen,
        }));
        result.Funds.AddRange(distribution.Funds.Select(fund => new Proto.FundAmount
        {
            Name = fund.Name,
            AmountFen = fund.Amount.Fen,
            Carried = fund.IsCarried,
        }));
        result.Rounding.AddRange(distribution.Steps.Where(step => step.Policy is not null).Select(step => new Proto.StepRounding
        {
            Step = step.Step.Id,
            Policy = step.Policy!.Value.Name(),
            ResidueFen = step.Figures.ResidueFen,
            LargestErrorMicroFen = step.Figures.LargestErrorMicroFen,
            UnequalHolders = step.Figures.UnequalHolders,
        }));
        return result;
    }

    /// <summary>The statement of a household.</summary>
    public static Proto.Statement Statement(Distribution distribution, int household, bool explain)
    {
        var statement = new Proto.Statement { Household = distribution.Roster.Id(household), TotalFen = distribution.Total(household).Fen };
        foreach (var step in distribution.Steps)
        {
            if (step.AmountsFen is not { } amounts || amounts.Span[household] == 0)
            {
                continue;
            }

            var line = new Proto.StatementLine { Step = step.Step.Id, Benefit = step.Step.Benefit, AmountFen = amounts.Span[household] };
            if (explain)
            {
                line.Explanation = Explanation(distribution.Explain(household, step));
            }

            (step.IsRecord ? statement.Records : statement.Lines).Add(line);
        }

        return statement;
    }

    /// <summary>The same words in two languages.</summary>
    public static Proto.Text Text(LocalizedText text) => new() { Zh = text.Zh, En = text.En };

    /// <summary>A scheme by id, version and digest.</summary>
    public static Proto.SchemeReference Reference(Scheme scheme) => new() { Id = scheme.Id, Version = scheme.Version, Digest = scheme.Digest };

    private static Proto.InputValue Input(SchemeInput input, Fraction value) => input.IsMoney
        ? new Proto.InputValue { AmountFen = (long)(value * 100).Numerator }
        : new Proto.InputValue { Count = (long)value.Numerator };

    private static Proto.LineExplanation Explanation(Explanation explanation)
    {
        var message = new Proto.LineExplanation { Text = Text(explanation.Text), Clause = explanation.Clause ?? "" };
        message.Figures.AddRange(explanation.Figures.Select(figure => new Proto.ExplanationFigure { Name = figure.Name, Value = figure.Value }));
        return message;
    }
}
