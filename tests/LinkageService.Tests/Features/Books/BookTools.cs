using System.Globalization;
using LinkageService.Tests.Support;
using LinkageService.Tests.Tables;

namespace LinkageService.Tests.Features.Books;

/// <summary>hledger and Beancount, which read the books as any other accountant would.</summary>
internal static class BookTools
{
    private const string BeanCheck = """
        import glob, sys
        from beancount import loader
        for name in sorted(glob.glob('*.beancount')):
            _, errors, _ = loader.load_file(name)
            for error in errors:
                print(name, error.source.get('lineno') if error.source else '', error.message)
                sys.exit(1)
        """;

    /// <summary>Skips the test where one of them is absent.</summary>
    public static async Task RequireAsync()
    {
        await Tool.RequireAsync("command -v hledger");
        await Tool.RequireAsync("command -v bean-check && python3 -c 'import beancount'");
    }

    /// <summary>Has journals and every Beancount file of a folder checked, strictly.</summary>
    public static async Task CheckAsync(string folder, string journals = "*.journal")
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "check.py"), BeanCheck);
        var (code, output) = await Tool.RunAsync(
            $"export LANG=C.UTF-8; for f in {journals}; do "
            + "hledger -f \"$f\" check --strict || { echo \"$f\"; exit 1; }; done; python3 check.py", folder);
        Assert.True(code == 0, output);
    }

    /// <summary>What each account of the chart comes to by hledger, debits less credits in fen: 222 应付剩余盈余.</summary>
    public static async Task<Dictionary<string, long>> BalancesAsync(string folder, string file)
    {
        var (code, output) = await Tool.RunAsync(
            $"export LANG=C.UTF-8; hledger -f '{file}' balance --flat --depth 2 --no-total --empty -O csv", folder);
        Assert.True(code == 0, output);
        var rows = await TableFiles.ReadAsync(System.Text.Encoding.UTF8.GetBytes(output));
        return rows.Skip(1).ToDictionary(
            row => row.Cells[0][(row.Cells[0].IndexOf(':', StringComparison.Ordinal) + 1)..],
            row => (long)(decimal.Parse(row.Cells[1].Replace(" CNY", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * 100),
            StringComparer.Ordinal);
    }

    /// <summary>A folder of its own, gone at the end.</summary>
    public static async Task InFolderAsync(Func<string, Task> use)
    {
        var folder = Directory.CreateTempSubdirectory("linkage-books-").FullName;
        try
        {
            await use(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
