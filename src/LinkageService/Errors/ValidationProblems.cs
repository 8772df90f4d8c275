using FluentValidation;
using FluentValidation.Results;
using LinkageService.Engine.Problems;

namespace LinkageService.Errors;

/// <summary>FluentValidation with our codes, fields and words in both languages.</summary>
internal static class ValidationProblems
{
    /// <summary>Names the problem of a rule.</summary>
    public static IRuleBuilderOptions<T, TProperty> As<T, TProperty>(
        this IRuleBuilderOptions<T, TProperty> rule, ProblemCode code, string field, string zh, string en) =>
        rule.WithErrorCode(code.Name).OverridePropertyName(field).WithMessage("{PropertyName}").WithState(_ => new LocalizedText(zh, en));

    /// <summary>Names the problem of a rule, in words that show the value.</summary>
    public static IRuleBuilderOptions<T, TProperty> As<T, TProperty>(
        this IRuleBuilderOptions<T, TProperty> rule, ProblemCode code, string field, Func<TProperty, LocalizedText> words) =>
        rule.AsProblem(value => new Problem(code, field, words(value)));

    /// <summary>The problem of a rule that knows best itself.</summary>
    public static IRuleBuilderOptions<T, TProperty> AsProblem<T, TProperty>(
        this IRuleBuilderOptions<T, TProperty> rule, Func<TProperty, Problem> problem) =>
        rule.WithState((_, value) => problem(value));

    /// <summary>The failures as problems.</summary>
    public static IEnumerable<Problem> AsProblems(this ValidationResult result) => result.Errors.Select(failure =>
        failure.CustomState as Problem
        ?? new Problem(ProblemCodes.Find(failure.ErrorCode)!, failure.PropertyName, (LocalizedText)failure.CustomState));
}
