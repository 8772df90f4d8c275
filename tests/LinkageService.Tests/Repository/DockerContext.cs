using System.Text;
using System.Text.RegularExpressions;
using LinkageService.Tests.Cases;

namespace LinkageService.Tests.Repository;

/// <summary>
/// What <c>.dockerignore</c> leaves of the repository for <c>docker build</c>: the last pattern that matches a path, or a folder it is
/// in, decides; <c>!</c> takes it back in.
/// </summary>
internal sealed class DockerContext
{
    private static readonly string Root = SchemeCases.RepositoryRoot();

    private readonly (Regex Pattern, bool IsBack)[] _patterns;

    public DockerContext(string dockerIgnore) => _patterns = dockerIgnore.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Where(line => !line.StartsWith('#'))
        .Select(line => (Expression(line.TrimStart('!')), line.StartsWith('!'))).ToArray();

    /// <summary>That of the repository as it stands.</summary>
    public static DockerContext OfRepository() => new(File.ReadAllText(Path.Combine(Root, ".dockerignore")));

    /// <summary>Whether a path from the root, with forward slashes, is in it.</summary>
    public bool Holds(string path)
    {
        var parts = path.Split('/');
        var above = Enumerable.Range(1, parts.Length).Select(length => string.Join('/', parts[..length])).ToArray();
        return _patterns.Where(each => above.Any(each.Pattern.IsMatch)).Select(each => each.IsBack).LastOrDefault(defaultValue: true);
    }

    /// <summary>Copies all of it.</summary>
    public void CopyTo(string folder) => Copy(Root, folder);

    private void Copy(string from, string folder)
    {
        foreach (var file in Directory.GetFiles(from).Where(file => Holds(Relative(file))))
        {
            var to = Path.Combine(folder, Relative(file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        foreach (var below in Directory.GetDirectories(from).Where(below => Holds(Relative(below))))
        {
            Copy(below, folder);
        }
    }

    private static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static Regex Expression(string pattern)
    {
        var text = new StringBuilder("^");
        text.Append(Regex.Escape(pattern.Trim('/')).Replace(@"\*\*/", "(.*/)?", StringComparison.Ordinal)
            .Replace(@"\*", "[^/]*", StringComparison.Ordinal)).Append('$');
        return new Regex(text.ToString(), RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));
    }
}
