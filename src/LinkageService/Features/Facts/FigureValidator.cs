using System.Diagnostics;
using FluentValidation;
using FluentValidation.Validators;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Errors;

namespace LinkageService.Features.Facts;

/// <summary>The rule of an amount, a part or a quantity. What is wrong is said as everywhere: how to write it, how many decimals.</summary>
/// <param name="type">Which of them.</param>
internal sealed class FigureValidator<T>(FactType type) : PropertyValidator<T, string?>, IPatternValidator
{
    /// <inheritdoc/>
    public override string Name => "Figure";

    /// <inheritdoc/>
    public string Pattern => type switch
    {
        FactType.Yuan => "^0*[0-9]{1,14}(\\.[0-9]{1,2})?$",
        FactType.SignedYuan => "^-?0*[0-9]{1,14}(\\.[0-9]{1,2})?$",
        FactType.Quantity => "^0*[0-9]{1,14}(\\.[0-9]{1,4})?$",
        FactType.Share => "^[0-9]+(\\.[0-9]+)?(%|[/:：][0-9]+(\\.[0-9]+)?)?$",
        _ => throw new UnreachableException(),
    };

    /// <inheritdoc/>
    public override bool IsValid(ValidationContext<T> context, string? value)
    {
        if (value is null)
        {
            return true;
        }

        var fault = Read(value, out var share);
        if (fault != DecimalFault.None)
        {
            var problem = NumberProblems.Of(fault, context.PropertyPath, value, Decimals, type == FactType.Share);
            context.Add(problem.Code, context.PropertyPath, problem.Message);
        }
        else if (share > Fraction.One)
        {
            var shown = NumberProblems.Shorten(value);
            context.Add(ProblemCodes.OutOfRange, context.PropertyPath, new LocalizedText(
                $"比例不能超过 1（100%），得到“{shown}”", $"a part is at most 1 (100%), got \"{shown}\""));
        }

        return true;
    }

    private int Decimals => type switch
    {
        FactType.Yuan or FactType.SignedYuan => Money.Decimals,
        FactType.Share => RateText.MaxDecimals,
        FactType.Quantity => FactFigures.QuantityDecimals,
        _ => throw new UnreachableException(),
    };

    private DecimalFault Read(string value, out Fraction share)
    {
        share = Fraction.Zero;
        return type == FactType.Share
            ? RateText.TryParse(value, out share)
            : DecimalText.TryParse(type == FactType.SignedYuan ? FactFigures.WithoutSign(value) : value, Decimals, out long _);
    }
}
