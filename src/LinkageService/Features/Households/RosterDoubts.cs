using System.Globalization;
using LinkageService.Engine.Problems;
using LinkageService.Privacy;

namespace LinkageService.Features.Households;

/// <summary>
/// What in a roster is odd and may be right: one number for two households, a check digit that does not fit, an account in the name of
/// nobody in the household. It is marked with its cell and does not stop an import.
/// </summary>
/// <param name="cells">The table's columns.</param>
/// <param name="draft">Gets the warnings.</param>
internal sealed class RosterDoubts(RosterCells cells, ImportDraft draft)
{
    /// <summary>One person in two households.</summary>
    public const string DuplicatePayee = "duplicate_payee";

    /// <summary>One account for two households.</summary>
    public const string SharedAccount = "shared_account";

    /// <summary>A number whose check digit does not fit.</summary>
    public const string CheckDigit = "check_digit";

    /// <summary>An account in the name of nobody in the household.</summary>
    public const string HolderMismatch = "holder_mismatch";

    /// <summary>A date of birth that is not the one in the ID number.</summary>
    public const string BirthMismatch = "birth_mismatch";

    /// <summary>A date of birth that is none, or not whole, of who has no ID number.</summary>
    public const string BirthUnread = "birth_unread";

    /// <summary>A word about a person, such as why they left, that is none of those there are.</summary>
    public const string WordUnread = "word_unread";

    /// <summary>A kind of household that seems to mean one that schemes know, and is not written as it.</summary>
    public const string TagUnclear = "tag_unclear";

    /// <summary>A household without a name, or with something beside a name in its cell.</summary>
    public const string NameUnclear = "name_unclear";

    /// <summary>A quantity far above those of the others.</summary>
    public const string OddQuantity = "odd_quantity";

    /// <summary>A household that was another family's, or a family that had another number.</summary>
    public const string OtherHousehold = "other_household";

    /// <summary>A sum in the table that is not the sum of its rows.</summary>
    public const string SumMismatch = "sum_mismatch";

    /// <summary>An id that differs from another by the noughts before it.</summary>
    public const string SimilarId = "similar_id";

    /// <summary>An id without the group that the one above it has.</summary>
    public const string GroupUnclear = "group_unclear";

    /// <summary>Another number of people than the household has rows.</summary>
    public const string MembersMismatch = "members_mismatch";

    /// <summary>A day of birth, joining or death that is still to come.</summary>
    public const string DateAhead = "date_ahead";

    /// <summary>A row that is struck out.</summary>
    public const string StruckOut = "struck_out";

    /// <summary>A row that is red.</summary>
    public const string MarkedRed = "marked_red";

    /// <summary>Headings, and no household below them.</summary>
    public const string NoHouseholds = "no_households";

    private readonly Dictionary<string, (string Id, int Row)> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Household, string Cell)> _accounts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Household, string Cell)> _persons = new(StringComparer.Ordinal);

    /// <summary>Looks at a household; they come in the order of the table.</summary>
    public void Look(RosterRows rows, ImportedHousehold household)
    {
        var entry = household.Entry;
        LookAtId(rows);
        LookAtName(rows, entry);
        LookAtMembers(rows, household);
        LookAtTags(rows, entry);
        if (entry.Account?.Number is { } text && !AccountNumber.IsMask(text) && AccountNumber.TryRead(text, out var account))
        {
            LookAtAccount(rows, entry.Id, account);
        }

        if (entry.Account?.Holder is { } holder && (entry.Name is not null || entry.Persons.Count > 0) && holder != entry.Name
            && !entry.Persons.Any(person => person.Name == holder))
        {
            Warn(rows, RosterField.AccountHolder, HolderMismatch, "开户名不是这一户的人；是家里别人的卡就不用改，不是的话请换成本户的账户",
                "the account is in the name of nobody known in the household; if it is not theirs, take another");
        }

        if (rows.TextOf(cells.ColumnOf(RosterField.BankCode)) is { } code && CheckDigits.IsBrokenBankCode(code))
        {
            Warn(rows, RosterField.BankCode, CheckDigit, "行号应是 12 位数字，校验码不对：多半打错了一位，请照存折或问银行核对",
                "a clearing code has 12 digits and this one's check digit does not fit: compare it with the passbook");
        }

        if (rows.TextOf(cells.ColumnOf(RosterField.CreditCode)) is { } credit
            && CheckDigits.IsBrokenCreditCode(credit.Trim().ToUpperInvariant()))
        {
            Warn(rows, RosterField.CreditCode, CheckDigit, "统一社会信用代码应是 18 位数字和大写字母，校验码不对：多半打错了一位，请照证书核对",
                "a credit code has 18 digits and capital letters and this one's check character does not fit: "
                + "compare it with the certificate");
        }

        for (var at = 0; at < entry.Persons.Count; at++)
        {
            LookAtPerson(rows, household, at);
        }
    }

    // 001, 01 and 1 are three households to a machine, a01 and A01 two.
    private void LookAtId(RosterRows rows)
    {
        var isNumber = rows.Id.All(char.IsAsciiDigit);
        var key = isNumber ? rows.Id.TrimStart('0') : rows.Id.ToUpperInvariant();
        if (!_ids.TryAdd(key, (rows.Id, rows.FirstRow)) && _ids[key] is var (other, row) && other != rows.Id)
        {
            var where = draft.Reading!.RowWords(row);
            var (zh, en) = isNumber ? ("前面的 0", "the noughts before it") : ("字母的大小写", "capital letters");
            Warn(rows.FirstRow, cells.ColumnOf(RosterField.HouseholdId), SimilarId,
                $"与{where.Zh}的“{other}”只差{zh}，当作两户；是同一户的，写成一样的编号",
                $"differs from \"{other}\" in {where.En} by {en}, and is another household; write one number if it is the same");
        }
    }

    // Whoever left or died is no longer counted.
    private void LookAtMembers(RosterRows rows, ImportedHousehold household)
    {
        var living = household.Entry.Persons.Count(person => person is { Left: null, Deceased: null });
        if (household.PersonRows.Count > 1 && household.Entry.Members is { } members && members != living)
        {
            Warn(rows, RosterField.Members, MembersMismatch,
                $"写的是 {members} 人，这一户列了 {living} 人（已退出、已死亡的不算）；请看是漏了人还是数字不对",
                $"it says {members}, and the household has {living} persons here (not counting those who left or died); is somebody "
                    + "missing?");
        }
    }

    // A bank compares the name: what is written beside it comes back as 户名不符.
    private void LookAtName(RosterRows rows, HouseholdEntry entry)
    {
        if (cells.ColumnOf(RosterField.Name) < 0)
        {
            LookAtHead(rows, entry);
            return;
        }

        if (entry.Name is { } collective && RosterRowWords.IsCollective(collective))
        {
            Warn(rows, RosterField.Name, NameUnclear,
                $"“{collective}”像是集体留的，不是农户；不是参加分配的成员就不要这一行，集体的那一份在方案里留",
                $"\"{collective}\" seems to be the collective's own and no household; unless it is a member that shares, leave the row "
                    + "out");
            return;
        }

        if (entry.Name is not { } name)
        {
            Warn(rows, RosterField.Name, NameUnclear, "没有户主姓名；是空着的一行就不要这一行，是农户就补上姓名",
                "nobody is named; leave the row out if it is an empty one, or fill in the name");
        }
        else if (name.Any(letter => letter is '（' or '(' or '*' or '/' or '／' or '、' or ':' or '：' or '，' or ','))
        {
            Warn(rows, RosterField.Name, NameUnclear, "姓名旁边还写了别的；户主一格只写一个姓名，别的写到备注里，否则银行会说户名不符",
                "something stands beside the name; write one name alone, and the rest as a remark");
        }
        else if (rows.NameLines is { } lines)
        {
            Warn(rows, RosterField.Name, NameUnclear, $"一格里有几行（{lines}），当作一个姓名“{name}”；是两个人的，只留户主",
                $"several lines in one cell were read as one name \"{name}\"; if they are two people, leave the head alone");
        }
    }

    // Of several persons in a table without a column of the head, one is.
    private void LookAtHead(RosterRows rows, HouseholdEntry entry)
    {
        if (entry.Name is not null || entry.Persons.Count < 2
            || rows.Persons.Exists(person => RosterWords.IsHead(person.Text(RosterField.Relation))))
        {
            return;
        }

        var column = cells.ColumnOf(RosterField.Relation) is >= 0 and var relation ? relation : cells.ColumnOf(RosterField.PersonName);
        Warn(rows.FirstRow, Math.Max(column, 0), NameUnclear, "这一户没有写谁是户主，户主是空的；请在与户主关系一列给一人写“户主”",
            "nobody is named as the head of this household, and its name is blank; write 户主 in the column of relations for one person");
    }

    private void LookAtTags(RosterRows rows, HouseholdEntry entry)
    {
        foreach (var tag in entry.Tags)
        {
            if (RosterTags.Near(tag) is { } known)
            {
                Warn(rows, RosterField.Tags, TagUnclear, $"“{tag}”没有当作“{known}”；是的话请写成“{known}”，否则按“{known}”分的钱没有这一户",
                    $"\"{tag}\" is not taken for {known}; write {known} if it is, or the household gets nothing that goes by it");
            }
        }
    }

    private void LookAtAccount(RosterRows rows, string id, string account)
    {
        var column = cells.ColumnOf(RosterField.Account);
        if (CheckDigits.IsBrokenCard(account))
        {
            Warn(rows, RosterField.Account, CheckDigit, "卡号的校验位不对：多半打错了一位或两位颠倒，请照卡核对",
                "the card number's check digit does not fit: a digit is mistyped or swapped; compare it with the card");
        }

        var cell = draft.Reading!.CellOf(rows.RowOf(column), column);
        if (!_accounts.TryAdd(account, (id, cell)))
        {
            var (other, place) = _accounts[account];
            Warn(rows, RosterField.Account, SharedAccount, $"与 {place}（户 {other}）是同一个账号：两户用一张卡，发钱时银行不会拦，请核对",
                $"the same account as in {place} (household {other}): no bank stops a payment for that; check it");
        }
    }

    private void LookAtPerson(RosterRows rows, ImportedHousehold household, int at)
    {
        if (household.Entry.Persons[at].IdNumber is not { } text || IdNumber.IsMask(text) || !IdNumber.TryRead(text, out var number))
        {
            return;
        }

        var isOfRow = at < household.PersonRows.Count;
        var column = cells.ColumnOf(RosterField.IdNumber) is >= 0 and var own && isOfRow ? own : cells.ColumnOf(RosterField.HeadIdNumber);
        var row = isOfRow ? household.PersonRows[at] : rows.RowOf(column);
        if (column < 0)
        {
            return;
        }

        if (!_persons.TryAdd(number, (household.Entry.Id, draft.Reading!.CellOf(row, column)))
            && _persons[number] is var (other, cell) && other != household.Entry.Id)
        {
            Warn(row, column, DuplicatePayee, $"与 {cell}（户 {other}）是同一个身份证号：一个人不能在两户，请核对",
                $"the same ID number as in {cell} (household {other}): nobody is in two households; check it");
        }

        var born = cells.ColumnOf(RosterField.Born);
        if (born >= 0 && rows.Persons.Find(person => person.Row == row)?.Text(RosterField.Born) is { } written
            && RosterWords.TryDate(written, out var date)
            && date.ToString("yyyyMMdd", CultureInfo.InvariantCulture) != number[6..14])
        {
            Warn(row, born, BirthMismatch, "与身份证号里的出生日期不一致，请核对", "not the date of birth in the ID number; check it");
        }
    }

    private void Warn(RosterRows rows, RosterField field, string code, string zh, string en) =>
        Warn(rows.RowOf(cells.ColumnOf(field)), cells.ColumnOf(field), code, zh, en);

    private void Warn(int row, int column, string code, string zh, string en) =>
        draft.Warn(new ImportWarning(row, column, cells.HeadingOf(column), code, new LocalizedText(zh, en)));
}
