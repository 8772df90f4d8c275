using System.Security.Cryptography;
using System.Text;
using LinkageService.Storage.Access;
using LinkageService.Storage.Archives;
using LinkageService.Storage.Audit;
using LinkageService.Storage.Blocks;
using LinkageService.Storage.Batches;
using LinkageService.Storage.Households;
using LinkageService.Storage.Organizations;
using LinkageService.Storage.Payments;
using LinkageService.Storage.Runs;
using LinkageService.Storage.Schemes;
using LinkageService.Storage.StatementChecks;
using LinkageService.Storage.Webhooks;

namespace LinkageService.Storage.Tests.Support;

/// <summary>A database with some of everything, written through the stores as the service does.</summary>
internal static class StoredExample
{
    public const string Organization = "tangwan";
    private static readonly DateTimeOffset Start = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Organisations, facts stated one by one and imported, linkages, a scheme, runs, objections, closed balances, keys.</summary>
    public static async Task FillAsync(Database database)
    {
        foreach (var id in new[] { Organization, "other" })
        {
            var row = new OrganizationRow(id, "某村", "rural_collective", null, "500113", 7, 1, 0, Moment.Of(Start));
            await WriteAsync(database, session => SaveAsync(session, row));
        }

        for (var at = 0; at < 4; at++)
        {
            await WriteAsync(database, session => StateAsync(session, $"{at % 2:0000}", $"2025-0{at + 1}-01"));
        }

        // Stored before ids had one spelling.
        foreach (var (id, household) in new[] { ("A-1", "Ａ-1"), ("5/1", "5%2F1") })
        {
            await WriteAsync(database, async session =>
            {
                await StateAsync(session, household, "2025-01-01");
                await session.InsertAsync(Tables.HouseholdSpelling, Organization, id, household);
            });
        }

        await WriteAsync(database, ImportAsync);
        await WriteAsync(database, LinkAsync);
        foreach (var (from, present) in new[] { ("2025-01-01", 1L), ("2026-01-01", 1L), ("2026-01-01", 0L) })
        {
            await WriteAsync(database, session => StateFactAsync(session, "charter", from, present, present == 1 ? "{}" : ""));
        }

        await WriteAsync(database, KeepSchemeAsync);
        for (var at = 0; at < 3; at++)
        {
            var run = Run($"run{at}", households: 3 + (600 * at));
            await WriteAsync(database, session => RunStore.AppendAsync(session, run));
            await WriteAsync(database, session => ObjectionStore.SaveAsync(session, Organization, "objection.raise", null,
                new ObjectionRow("objection" + run.Row.Id, run.Row.Id, "0001", "少算了", "甲", 5, null, null, null)));
        }

        await WriteAsync(database, KeepFilesAsync);
        await WriteAsync(database, WithholdAsync);
        foreach (var id in new[] { "c1", "c2" })
        {
            await WriteAsync(database, session => CarryStore.CloseAsync(
                session, new BalanceClosingRow(id, Organization, "0001", "run0", 378_14, "已付，收据12号", "甲", 5), "{}"));
        }

        foreach (var (heading, takenFor) in new[] { ("编码", "household_id"), ("资金", "holdings.capital"), ("资金", "") })
        {
            await WriteAsync(database, session => RosterHeadingStore.PutAsync(
                session, new RosterHeadingRow(Organization, heading, takenFor), "{}"));
        }

        await WriteAsync(database, KeepImportsAsync);
        await WriteAsync(database, session => RosterSharing.ChooseAsync(session, Organization, isShared: false));
        foreach (var name in new[] { "农商银行", "信用社" })
        {
            await WriteAsync(database, session => PaymentFileStore.PutTemplateAsync(
                session, new PaymentTemplateRow(Organization, name, """{"name":"甲"}""", "甲", 5), "payments.template.save"));
        }

        await WriteAsync(database, NotePaymentFilesAsync);
        await WriteAsync(database, session => PayAsync(session, "run0"));
        await WriteAsync(database, session => PayAsync(session, "run1"));
        await WriteAsync(database, KeepWebhooksAsync);
        await WriteAsync(database, KeepChecksAsync);
        await WriteAsync(database, KeepBatchesAsync);
        await WriteAsync(database, KeepAccountsAsync);
        await ArchiveAsync(database);
        await WriteAsync(database, session => AddKeyAsync(session, "a1"));
        await WriteAsync(database, session => AddKeyAsync(session, "b2"));
    }

    /// <summary>One change by the same person, some time later.</summary>
    public static Task<bool> WriteAsync(Database database, Func<WriteSession, Task> write) =>
        database.WriteAsync(new Change("甲", Start.AddDays(300)), async session =>
        {
            await write(session);
            return true;
        });

    /// <summary>States one household, with its audit entry.</summary>
    public static async Task StateAsync(WriteSession session, string household, string validFrom)
    {
        var fact = await AddFactAsync(session, household, validFrom);
        session.Audit(new AuditDraft("household.put", $"household/{Organization}/{household}", Organization)
        {
            After = fact.Digest(Organization),
        });
    }

    // One that is there, one that was taken out.
    private static async Task KeepFilesAsync(WriteSession session)
    {
        foreach (var id in new[] { "f1", "f2" })
        {
            byte[] content = [1, 2, 3];
            var row = new RunFileRow(
                id, "run0", "minutes", "会议记录.pdf", "application/pdf", 3, SHA256.HashData(content), "甲", 5, RemovedBy: null,
                RemovedAt: null);
            await RunFileStore.AddAsync(session, Organization, row, content, "{}");
            if (id == "f2")
            {
                var removed = row with { RemovedBy = "乙", RemovedAt = 6 };
                await RunFileStore.RemoveAsync(session, Organization, row, content, removed, "{}");
            }
        }
    }

    // A debt that stands, one that was taken back; and the tax of two households.
    private static async Task WithholdAsync(WriteSession session)
    {
        foreach (var id in new[] { "d1", "d2" })
        {
            var row = new SetOffRow(
                id, "run0", "0001", 100_00, "赊购化肥款", "2026-01-03", "甲", "同意书1号", "甲", 5, RemovedBy: null, RemovedAt: null);
            await SetOffStore.WriteAsync(session, Organization, before: null, row, "{}");
            if (id == "d2")
            {
                await SetOffStore.WriteAsync(session, Organization, row, row with { RemovedBy = "乙", RemovedAt = 6 }, "{}");
            }
        }

        var run = (await RunStore.FindAsync(session, "run0"))!;
        await WithholdingStore.WriteAsync(session, run,
        [
            new WithholdingRow("run0", "0001", WithholdingKinds.SetOff, "d1", 0, 0, 0, 100_00),
            new WithholdingRow("run0", "0001", WithholdingKinds.Tax, "land_dividend", 500_00, 500_00, 100_00, 100_00),
        ], "{}");
    }

    // One that stands, one that was taken back.
    private static async Task NotePaymentFilesAsync(WriteSession session)
    {
        foreach (var file in new[] { "LS-1", "LS-2" })
        {
            await PaymentFileStore.NoteAsync(
                session, Organization, new PaymentFileRow("run0", file, "bank-batch.csv", 2, 1400, "a\nb", "甲", 5));
        }
    }

    // One that is there, one that was taken out, one that belongs to nobody.
    private static async Task KeepChecksAsync(WriteSession session)
    {
        foreach (var (id, organization) in new[] { ("c1", Organization), ("c2", Organization), ("c3", null) })
        {
            var row = new StatementCheckRow(
                id, organization, "分红表.xlsx", SHA256.HashData([1, 2, 3]), 12, 1, "甲", 5, RemovedBy: null, RemovedAt: null);
            await StatementCheckStore.AddAsync(session, row, "sealed", "{}");
            if (id == "c2")
            {
                await StatementCheckStore.RemoveAsync(
                    session, row, row with { FileName = "", RemovedBy = "乙", RemovedAt = 6 }, "{}");
            }
        }
    }

    private static async Task KeepBatchesAsync(WriteSession session)
    {
        foreach (var (id, organization) in new[] { ("b1", Organization), ("b2", null) })
        {
            var row = new BatchRow(
                id, organization, 2025, DryRun: 0, "{}", SHA256.HashData([4]), Organizations: 1, Chunk: 200, BatchStates.Running, Done: 0,
                Households: 0, AmountFen: 0, Revision: 1, "甲", 5, 5);
            var entry = new BatchEntryRow(
                id, Place: 0, Organization, Terms: "", "甲", Attempt: 1, BatchEntryStates.Waiting, Code: "", Outcome: "", Households: 0,
                AmountFen: 0, 5);
            await BatchStore.AddAsync(session, row, [entry], "{}");
            await BatchStore.SaveAsync(session, row, row with { State = BatchStates.Paused, Revision = 2 }, "batch.pause");
            var act = new BatchActRow(
                "a" + id, id, BatchActs.Submit, "{}", Runs: 1, BatchActStates.Checking, ExceptionsSeen: 0, "甲", Confirmer: "", Revision: 1,
                5, ConfirmedAt: 0, 5);
            var run = new BatchActRunRow(
                act.Id, Place: 0, Organization, "run0", RunRevision: 1, Terms: "", BatchActRunStates.Waiting, Code: "", Outcome: "",
                Exceptions: "", 5);
            await BatchActStore.AddAsync(session, row, act, [run], "{}");
        }
    }

    private static async Task KeepWebhooksAsync(WriteSession session)
    {
        foreach (var (id, organization) in new[] { ("w1", Organization), ("w2", null) })
        {
            await WebhookStore.SaveAsync(
                session, before: null,
                new WebhookRow(id, organization, "https://bank.example", "run.paid", "a 0", WebhookStates.Paused, 1, "甲", 5, 5),
                "webhook.create", "{}");
        }
    }

    private static async Task KeepAccountsAsync(WriteSession session)
    {
        foreach (var (id, organization) in new[] { ("p1", Organization), ("p2", null) })
        {
            await AccountStore.SaveAsync(
                session, before: null,
                new AccountRow(
                    id, "管理员" + id, "管理员" + id, "administrator", organization, AccountStates.Active, "AQ==", null, "s", 1, "甲", 5, 5),
                "account.create", "{}");
            await AccountAttempts.TakeAsync(session, id, most: 5, TimeSpan.FromMinutes(15));
        }
    }

    private static async Task KeepImportsAsync(WriteSession session)
    {
        foreach (var id in new[] { "i1", "i2" })
        {
            var row = new RosterImportRow(
                id, Organization, RosterImportKinds.File, "2025-06-01", 5, "名册.xlsx", new byte[32], 5, 5, 0, 0, "甲", 5, 0, 0, 0,
                TakenBackBy: null, TakenBackAt: null);
            await RosterImportStore.SaveAsync(session, row, before: null, "{}");
            if (id == "i2")
            {
                await RosterImportStore.SaveAsync(
                    session, row with { Undone = 3, Kept = 1, NotPossible = 1, TakenBackBy = "乙", TakenBackAt = 6 }, row, "{}");
            }
        }
    }

    /// <summary>States a fact of the organisation, with its audit entry.</summary>
    public static async Task<OrganizationFact> StateFactAsync(
        WriteSession session, string kind, string validFrom, long present, string data)
    {
        var held = (await OrganizationStore.HoldAsync(session, Organization))!;
        var fact = new OrganizationFact(kind, validFrom, await OrganizationStore.ClaimKnownAtAsync(session, held), present, data,
            session.Change.Actor, session.Change.Id);
        await OrganizationFactStore.AddAsync(session, Organization, fact);
        session.Audit(new AuditDraft("fact.put", OrganizationFact.Subject(Organization, kind), Organization)
        {
            After = fact.Digest(Organization),
        });
        return fact;
    }

    /// <summary>A closed run of a year, stored.</summary>
    public static Task StoreClosedAsync(Database database, string id, int households, long year, string state = RunStates.Closed)
    {
        var run = Run(id, households);
        return WriteAsync(database, session => RunStore.AppendAsync(
            session, run with { Row = run.Row with { Year = year, State = state } }));
    }

    // Two years in files that nobody has any more, one of them put back.
    private static async Task ArchiveAsync(Database database)
    {
        var folder = Directory.CreateTempSubdirectory("linkage-archives-").FullName;
        foreach (var year in new[] { 2018L, 2019 })
        {
            var path = Path.Combine(folder, $"linkage-{year}.archive.db");
            await StoreClosedAsync(database, $"closed{year}", households: 3, year);
            await ArchiveFile.MakeAsync(database, new Change("甲", Start), year, path, _ => "{}", default);
            if (year == 2018)
            {
                await ArchiveFile.PutBackAsync(database, new Change("乙", Start), path, _ => "{}");
            }
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A run of so many households with two blocks' worth of columns.</summary>
    public static NewRun Run(string id, int households)
    {
        var ids = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, households).Select(at => $"{at:0000}\n")));
        var values = Enumerable.Range(0, households).Select(at => (long)at * 7).ToArray();
        var blocks = RunPacking.Blocks(id, RunParts.Calculation, ids, households, [BlockColumn.Of(values), BlockColumn.Of(values)]);
        var row = new RunRow(id, Organization, RunKinds.Distribution, null, null, 2025, "2025-12-31", 9, RosterKinds.Stored, "halves", 1,
            "sha256:1", "{}", """{"totals":1}""", "sha256:2", households, RunBlockRow.DigestOf(blocks), RunStates.Draft, 1, "甲", "{}",
            10, 10);
        var scheme = new SchemeDocumentRow("sha256:1", "halves", 1, "{}");
        return new NewRun(row, scheme, blocks, [new RunBenefitRow(id, "land", 2, 3, 1, 1)], []);
    }

    // Two households, one of them paid and one put back, and a row of the bank that fits none.
    private static async Task PayAsync(WriteSession session, string run)
    {
        var attempts = new[] { "0000", "0001" }.Select(household => new PaymentAttemptRow(
            run, household, 1, 1, $"{run}-{household}-1", PaymentChannels.Bank, PaymentStates.ToPay, 700, "农户" + household, "sealed",
            "6606", "某农商行", "103100000026", "乙", null, null, null, 0, null, null, null, null, "备注", "甲", 5, "甲", 5)).ToArray();
        var envelope = await PaymentStore.WriteAsync(
            session, before: null,
            new PaymentEnvelopeRow(run, Organization, "sha256:2", 2, 1400, "甲", 5, null, null, null, null, [], 0),
            new PaymentLines("payments.prepare", attempts));
        var changed = attempts[0] with { State = PaymentStates.Returned, SentOn = "2026-01-28", Reason = "other", Words = "查无此户" };
        await PaymentStore.WriteAsync(
            session, envelope, envelope with { FundsBy = "甲", FundsOn = "2026-01-27", FundsReference = "对账单", FundsAt = 6 },
            new PaymentLines("payments.record", [changed])
            {
                Unmatched = [new UnmatchedRow(
                    run, "", 7, UnmatchedFaults.Unknown, "x-1", null, "sealed", "6607", "某人", 12, "paid", null, null, "2026-01-28", "甲", 7)
                    .Identified("66070000")],
            });
    }

    private static async Task SaveAsync(WriteSession session, OrganizationRow row)
    {
        await OrganizationStore.SaveAsync(session, row);
        session.Audit(new AuditDraft("organization.create", "organization/" + row.Id, row.Id) { After = row.Digest() });
    }

    private static async Task<HouseholdFact> AddFactAsync(WriteSession session, string household, string validFrom)
    {
        var held = (await OrganizationStore.HoldAsync(session, Organization))!;
        var fact = new HouseholdFact(household, validFrom, await OrganizationStore.ClaimKnownAtAsync(session, held), 1,
            """{"name":"农户"}""", session.Change.Actor, session.Change.Id);
        await HouseholdStore.AddAsync(session, Organization, fact);
        return fact;
    }

    private static async Task ImportAsync(WriteSession session)
    {
        var held = (await OrganizationStore.HoldAsync(session, Organization))!;
        var knownAt = await OrganizationStore.ClaimKnownAtAsync(session, held);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var at = 10; at < 15; at++)
        {
            var fact = new HouseholdFact($"{at:0000}", "2025-06-01", knownAt, 1, "{}", session.Change.Actor, session.Change.Id);
            await HouseholdStore.AddAsync(session, Organization, fact);
            hash.AppendData(fact.Digest(Organization));
        }

        session.Audit(new AuditDraft("household.import", "import/" + session.Change.Id, Organization) { After = hash.GetHashAndReset() });
    }

    private static async Task LinkAsync(WriteSession session)
    {
        var held = (await OrganizationStore.HoldAsync(session, Organization))!;
        object?[] row =
        [
            "link", await OrganizationStore.ClaimKnownAtAsync(session, held), Organization, "0001", "公司", "employment", "{}", "2025-01-01",
            null, session.Change.Actor, session.Change.Id,
        ];
        await session.InsertAsync(Tables.LinkageFact, row);
        session.Audit(new AuditDraft("linkage.put", "linkage/link", Organization) { After = Tables.LinkageFact.Digest(row) });
    }

    private static async Task KeepSchemeAsync(WriteSession session)
    {
        var row = new SchemeVersionRow("halves", 1, "sha256:1", "甲", 4);
        await SchemeStore.AddAsync(session, row);
        await SchemeStore.KeepDocumentAsync(session, row.Digest, row.SchemeId, row.Version, "{}");
        session.Audit(new AuditDraft("scheme.create", "scheme/halves@1", null) { After = row.DigestWith("{}") });
    }

    private static async Task AddKeyAsync(WriteSession session, string id)
    {
        var row = new ApiKeyRow(id, "甲" + id, "viewer", null, new byte[32], 5, null, null);
        await ApiKeyStore.SaveAsync(session, row);
        session.Audit(new AuditDraft("key.create", "key/" + id, null) { After = row.Digest() });
    }
}
