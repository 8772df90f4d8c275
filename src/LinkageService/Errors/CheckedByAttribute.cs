using System.Collections.Concurrent;
using FluentValidation;

namespace LinkageService.Errors;

/// <summary>
/// Names the validator whose rules hold the fields of a record in the OpenAPI document. The document reads lengths, ranges,
/// patterns, closed lists and what must be there out of the rules, by the names their problems have.
/// </summary>
/// <param name="validator">Has a constructor without parameters.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
internal abstract class CheckedByAttribute(Type validator) : Attribute
{
    private static readonly ConcurrentDictionary<Type, IValidator> Made = new();

    /// <summary>The validator.</summary>
    public IValidator Validator => Of(validator);

    /// <summary>A validator to be read.</summary>
    public static IValidator Of(Type validator) => Made.GetOrAdd(validator, type => (IValidator)Activator.CreateInstance(type)!);
}

/// <inheritdoc cref="CheckedByAttribute"/>
/// <typeparam name="TValidator">The validator.</typeparam>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
internal sealed class CheckedByAttribute<TValidator>() : CheckedByAttribute(typeof(TValidator))
    where TValidator : IValidator, new();
