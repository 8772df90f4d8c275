using FluentValidation;
using FluentValidation.Results;
using LinkageService.Engine.Problems;

namespace LinkageService.Errors;

/// <summary>FluentValidation with our codes, fields and words in both languages.</summary>
internal static class ValidationProblems
{
    /// <summary>Names the problem of a rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="code">Its code.</param>
    /// <param name="field">The field as JSON names it, from the object that has it: below a list the path goes before it.</param>
    /// <param name="zh">What is said, in Chinese.</param>
    /// <param name="en">The same in English.</param>
    public static IRuleBuilderOptions<T, TProperty> As<T, TProperty>(
        this IRuleBuilderOptions<T, TProperty> rule, ProblemCode code, string field, string zh, string en)
    {
        var words = new LocalizedText(zh, en);
        return rule.Named(code, field).WithState(_ => words);
    }

    /// <summary>Names the problem of a rule, in words that show the value.</summary>
    public static IRuleBuilderOptions<T, TProperty> As<T, TProperty>(
        this IRuleBuilderOptions<T, TProperty> rule, ProblemCode code, string field, Func<TProperty, LocalizedText> words) =>
        rule.Named(code, field).WithState((_, value) => words(value));

    /// <summary>Names the problem of a rule, in words that show the path of the field.</summary>
    public static IRuleBuilderOptions<T, TProperty> AsOfPath<T, TProperty>(
        this IRuleBuilderOptions<T, TProperty> rule, ProblemCode code, string field, Func<string, LocalizedText> words) =>
        rule.Named(code, field).WithState(_ => words);

    /// <summary>Notes a problem of a rule that looks at several values at once.</summary>
    /// <param name="context">Of the rule.</param>
    /// <param name="code">What is wrong.</param>
    /// <param name="field">The whole path.</param>
    /// <param name="words">In words.</param>
    public static void Add<T>(this ValidationContext<T> context, ProblemCode code, string field, LocalizedText words) =>
        context.AddFailure(new ValidationFailure(field, "-") { ErrorCode = code.Name, CustomState = words });

    /// <summary>The failures as problems.</summary>
    public static IEnumerable<Problem> AsProblems(this ValidationResult result) => result.Errors.Select(failure =>
        new Problem(ProblemCodes.Find(failure.ErrorCode)!, failure.PropertyName, WordsOf(failure)));

    private static LocalizedText WordsOf(ValidationFailure failure) =>
        failure.CustomState is Func<string, LocalizedText> words ? words(failure.PropertyName) : (LocalizedText)failure.CustomState;

    // The words are ours: a message of FluentValidation's own would be made for nothing.
    private static IRuleBuilderOptions<T, TProperty> Named<T, TProperty>(
        this IRuleBuilderOptions<T, TProperty> rule, ProblemCode code, string field) =>
        rule.WithErrorCode(code.Name).OverridePropertyName(field).WithMessage("-");
}
