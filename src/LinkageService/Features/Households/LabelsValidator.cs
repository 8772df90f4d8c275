using FluentValidation;
using FluentValidation.Validators;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Errors;

namespace LinkageService.Features.Households;

/// <summary>The rule of labels: names as schemes have them, and values in their one spelling. Each that is wrong is a problem.</summary>
internal sealed class LabelsValidator<T> : PropertyValidator<T, IReadOnlyDictionary<string, string>>, IEntriesValidator
{
    private const int MaxLabels = 20;

    /// <inheritdoc/>
    public override string Name => "Labels";

    /// <inheritdoc/>
    public int MaxCount => MaxLabels;

    /// <inheritdoc/>
    public IPropertyValidator Names { get; } = new PatternValidator<T>(HouseholdRules.FactNames);

    /// <inheritdoc/>
    public IPropertyValidator Values { get; } = new LabelTextValidator<T>();

    /// <inheritdoc/>
    public override bool IsValid(ValidationContext<T> context, IReadOnlyDictionary<string, string> value)
    {
        if (value.Count > MaxLabels)
        {
            context.Add(ProblemCodes.InvalidValue, context.PropertyPath, new LocalizedText(
                $"归属最多 {MaxLabels} 项", $"at most {MaxLabels} labels"));
        }

        foreach (var (name, text) in value)
        {
            var field = context.PropertyPath + "." + NumberProblems.Shorten(name);
            if (HouseholdRules.FaultOfSpelling(name) is { } fold)
            {
                context.Add(ProblemCodes.InvalidValue, field, fold);
            }
            else if (!HouseholdRules.FactNames.Fits(name))
            {
                context.Add(ProblemCodes.InvalidValue, field, new LocalizedText(
                    "归属的名称以文字或 _ 开头，只含文字、数字和 _，最多 64 个字符",
                    "a label's name is a letter or _, then letters, digits and _, at most 64"));
            }
            else if (LabelText.Fault(text) is { } fault)
            {
                context.Add(ProblemCodes.InvalidValue, field, fault);
            }
        }

        return true;
    }
}

/// <summary>The rule of a label's value.</summary>
internal sealed class LabelTextValidator<T> : PropertyValidator<T, string>, ILengthValidator
{
    /// <inheritdoc/>
    public override string Name => "LabelText";

    /// <inheritdoc/>
    public int Min => 1;

    /// <inheritdoc/>
    public int Max => LabelText.MaxCharacters;

    /// <inheritdoc/>
    public override bool IsValid(ValidationContext<T> context, string value) => LabelText.Fault(value) is null;
}
