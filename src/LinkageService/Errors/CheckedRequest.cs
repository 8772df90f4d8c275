using FluentValidation;
using LinkageService.Engine.Problems;

namespace LinkageService.Errors;

/// <summary>
/// What a use case is asked. Its validator stands beside it and its handler calls it, so that every door is held to the same
/// shape: REST, gRPC, console, command line and import only translate types.
/// </summary>
internal abstract record CheckedRequest
{
    /// <summary>What a transport could not read: other types, unknown fields. They are answered together with the rest.</summary>
    public IReadOnlyList<Problem> FormProblems { get; init; } = [];
}

/// <summary>Holds requests to their shape.</summary>
internal static class RequestShape
{
    /// <summary>Refuses a request that is not of its shape, with everything that is wrong; a field is reported once.</summary>
    /// <exception cref="RefusedException">Something is wrong.</exception>
    public static void Require<T>(this IValidator<T> validator, T request)
        where T : CheckedRequest
    {
        var problems = validator.Problems(request);
        if (problems.Count > 0)
        {
            throw new RefusedException(Failure.Of(problems));
        }
    }

    /// <summary>Everything that is wrong with a request; what its transport could not read comes first.</summary>
    public static List<Problem> Problems<T>(this IValidator<T> validator, T request)
        where T : CheckedRequest
    {
        var problems = new List<Problem>(request.FormProblems);
        var reported = request.FormProblems.Select(problem => problem.Field).ToHashSet(StringComparer.Ordinal);
        problems.AddRange(validator.Validate(request).AsProblems().Where(problem => !reported.Contains(problem.Field)));
        return problems;
    }
}
