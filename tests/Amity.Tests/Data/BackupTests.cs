using System.Formats.Tar;
using System.Runtime.Versioning;
using Amity.Core.Data;
using Amity.Tests.Kit;
using Xunit;

namespace Amity.Tests.Data;

public sealed class BackupTests
{
    // Any table that both schemas have will do: rows that belong together tell whether a copy is of one moment.
    private const string Mark = "insert into database_state (name, value) values (@name, @value)";

    [Fact]
    public async Task a_backup_made_while_writing_restores_to_one_moment()
    {
        using var scratch = new ScratchDatabases();
        var folder = Make(scratch, "data");
        var database = Database.Open(folder.NetworkDatabase("shop"), Schema.Network, new DatabaseOptions(), TimeProvider.System);
        using var stop = new CancellationTokenSource();
        var acknowledged = 0;
        var writing = Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                await database.Write(async tx =>
                {
                    await tx.Run(Mark, new { name = $"left {i}", value = (long)i });
                    return await tx.Run(Mark, new { name = $"right {i}", value = (long)i });
                });
                Volatile.Write(ref acknowledged, i + 1);
            }
        });

        while (Volatile.Read(ref acknowledged) < 100)
        {
            await Task.Delay(1);
        }

        var before = Volatile.Read(ref acknowledged);
        Backup.Write(folder, scratch.File("backup.tar"));
        stop.Cancel();
        await writing;
        await database.DisposeAsync();

        var restored = new DataFolder(scratch.File("restored"));
        Restore.Run(scratch.File("backup.tar"), restored, replace: false);
        await using var copy = Database.Open(restored.NetworkDatabase("shop"), Schema.Network, new DatabaseOptions(), TimeProvider.System);
        using var read = copy.Read();
        var left = await read.One<long>("select count(*) from database_state where name like 'left %'");
        var right = await read.One<long>("select count(*) from database_state where name like 'right %'");
        Assert.Equal(left, right);
        Assert.True(left >= before, $"{left} of {before} acknowledged");
        Assert.Equal("a picture", File.ReadAllText(Path.Combine(restored.NetworkFiles("shop"), "ab", "picture.jpg")));
        Assert.True(File.Exists(restored.ControlDatabase));
    }

    [UnixFact]
    [UnsupportedOSPlatform("windows")]
    public void a_backup_is_its_owners_only_and_leaves_nothing_beside_it()
    {
        using var scratch = new ScratchDatabases();
        var target = Directory.CreateDirectory(scratch.File("backups")).FullName;
        var file = Path.Combine(target, "amity.tar");
        File.WriteAllText(file, "an older one");
        Backup.Write(Make(scratch, "data"), file);

        Assert.Equal([file], Directory.GetFileSystemEntries(target));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(
            ["control.db", "networks/shop/amity.db", "networks/shop/files/ab/picture.jpg"],
            Entries(file));
    }

    [Fact]
    public void a_backup_of_nothing_is_refused()
    {
        using var scratch = new ScratchDatabases();
        Assert.Throws<BackupException>(() => Backup.Write(new DataFolder(scratch.File("empty")), scratch.File("backup.tar")));
        Assert.Empty(Directory.GetFileSystemEntries(scratch.Path));
    }

    [Fact]
    public async Task one_database_can_be_copied_alone()
    {
        await using var scratch = new ScratchDatabase();
        await scratch.Add("x");
        var copy = Path.Combine(scratch.Folder, "copy.db");
        await scratch.Database.BackupTo(copy);
        await using var database = Database.Open(copy, ScratchDatabase.Notes, new DatabaseOptions(), TimeProvider.System);
        using var read = database.Read();
        Assert.Equal("x", await read.One<string>("select body from notes limit 1"));
    }

    [Fact]
    public void a_folder_with_data_is_replaced_only_when_asked()
    {
        using var scratch = new ScratchDatabases();
        Backup.Write(Make(scratch, "data"), scratch.File("backup.tar"));
        var other = Make(scratch, "other", network: "club");
        File.WriteAllText(other.FirstRunNote, "old key");
        Assert.Throws<BackupException>(() => Restore.Run(scratch.File("backup.tar"), other, replace: false));
        Assert.Equal(["club"], other.NetworkIds());

        Restore.Run(scratch.File("backup.tar"), other, replace: true);
        Assert.Equal(["shop"], other.NetworkIds());
        Assert.Equal(
            ["amity.lock", "control.db", "networks"],
            Directory.GetFileSystemEntries(other.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void a_folder_in_use_is_not_restored_into()
    {
        using var scratch = new ScratchDatabases();
        var folder = Make(scratch, "data");
        Backup.Write(folder, scratch.File("backup.tar"));
        using var server = folder.Lock();
        Assert.Throws<DataFolderInUseException>(() => Restore.Run(scratch.File("backup.tar"), folder, replace: true));
    }

    [Theory]
    [InlineData("../escaped.db")]
    [InlineData("networks/../../escaped")]
    [InlineData("networks/shop/files/../../../../escaped")]
    [InlineData("/tmp/escaped")]
    [InlineData("networks/shop/escaped")]
    [InlineData("networks/shop/files/a\\..\\b")]
    [InlineData("networks/sh-op/amity.db")]
    [InlineData("amity.lock")]
    public void an_entry_that_is_none_of_ours_refuses_the_whole_backup(string name)
    {
        Refused(tar => tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name)));
    }

    [Fact]
    public void a_link_refuses_the_whole_backup()
    {
        Refused(tar => tar.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "networks/shop/files/x") { LinkName = "/etc" }));
    }

    [Fact]
    public void an_incomplete_or_damaged_backup_changes_nothing()
    {
        using var scratch = new ScratchDatabases();
        Backup.Write(Make(scratch, "data"), scratch.File("backup.tar"));
        var whole = File.ReadAllBytes(scratch.File("backup.tar"));
        var target = Make(scratch, "target", network: "club");
        foreach (var damaged in new[] { [], whole[..5000], "not a tar at all"u8.ToArray(), Overwritten(whole) })
        {
            File.WriteAllBytes(scratch.File("damaged.tar"), damaged);
            Assert.Throws<BackupException>(() => Restore.Run(scratch.File("damaged.tar"), target, replace: true));
            Assert.Equal(["club"], target.NetworkIds());
        }
    }

    [Fact]
    public void a_backup_of_a_newer_program_is_refused()
    {
        using var scratch = new ScratchDatabases();
        var newer = Make(scratch, "data");
        var next = Schema.Network with { Migrations = [.. Schema.Network.Migrations, new Migration("next", "create table next_table (x text)")] };
        scratch.Make("data/networks/shop/amity.db", next);
        Backup.Write(newer, scratch.File("backup.tar"));

        var refused = Assert.Throws<BackupException>(
            () => Restore.Run(scratch.File("backup.tar"), new DataFolder(scratch.File("target")), replace: false));
        Assert.IsType<DatabaseTooNewException>(refused.InnerException);
    }

    [Fact]
    public void a_restore_that_was_interrupted_after_its_decision_is_finished_by_the_next_lock()
    {
        using var scratch = new ScratchDatabases();
        var folder = Make(scratch, "data", network: "club");
        var other = Make(scratch, "other");
        Directory.Move(other.Path, Path.Combine(folder.Path, "restore.decided"));

        folder.Lock().Dispose();
        Assert.Equal(["shop"], folder.NetworkIds());
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "restore.decided")));
    }

    private static void Refused(Action<TarWriter> add)
    {
        using var scratch = new ScratchDatabases();
        using (var output = File.Create(scratch.File("bad.tar")))
        using (var tar = new TarWriter(output))
        {
            var control = scratch.Make("control.db", Schema.Control);
            tar.WriteEntry(control, "control.db");
            add(tar);
        }

        var folder = new DataFolder(scratch.File("target"));
        Assert.Throws<BackupException>(() => Restore.Run(scratch.File("bad.tar"), folder, replace: true));
        Assert.False(File.Exists(folder.ControlDatabase));
        Assert.Equal(["amity.lock", "networks"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    private static byte[] Overwritten(byte[] whole)
    {
        var damaged = whole.ToArray();
        damaged.AsSpan(1024 + 4096, 2000).Fill(0x5A);
        return damaged;
    }

    private static DataFolder Make(ScratchDatabases scratch, string name, string network = "shop")
    {
        var folder = new DataFolder(scratch.File(name));
        folder.CreateNetwork(network);
        scratch.Make($"{name}/control.db", Schema.Control);
        scratch.Make($"{name}/networks/{network}/amity.db", Schema.Network);
        Directory.CreateDirectory(Path.Combine(folder.NetworkFiles(network), "ab"));
        File.WriteAllText(Path.Combine(folder.NetworkFiles(network), "ab", "picture.jpg"), "a picture");
        return folder;
    }

    private static List<string> Entries(string file)
    {
        using var tar = new TarReader(File.OpenRead(file));
        var names = new List<string>();
        while (tar.GetNextEntry() is { } entry)
        {
            names.Add(entry.Name);
        }

        return names;
    }
}
