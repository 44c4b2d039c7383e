"""What a look over the office finds, and how to mend it, in the window's language.

The English is `office/check*.py`'s own; `{0}` stands for whatever
they put there.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def finding_words() -> dict[str, str]:
    """Every finding and remedy, English to the window's language."""
    return {**_findings(), **_more_findings(), **_remedies()}


def _findings() -> dict[str, str]:
    return {
        "There is no office in {0}.": translate("office", "Il n’y a pas de bureau dans {0}."),
        "The office '{0}' was not made to its end.": translate(
            "office", "Le bureau « {0} » n’a pas été créé jusqu’au bout."
        ),
        "This office moved to {0}; what is here is closed.": translate(
            "office", "Ce bureau a déménagé vers {0} ; ce qui est ici est fermé."
        ),
        "The practice office '{0}' is complete.": translate(
            "office", "Rien ne manque au bureau d’entraînement « {0} »."
        ),
        "The real office '{0}' is complete.": translate(
            "office", "Rien ne manque au bureau « {0} »."
        ),
        "The database's tables are from another version of Phonebank.": translate(
            "office", "Les tables de la base sont d’une autre version de Phonebank."
        ),
        "PostgreSQL {0} is installed in {1}.": translate(
            "office", "PostgreSQL {0} est installé dans {1}."
        ),
        "PostgreSQL {0} in {1} reads the data.": translate(
            "office", "PostgreSQL {0} (dans {1}) lit les données."
        ),
        "The data is PostgreSQL {0}'s and version {1} is installed too.": translate(
            "office", "Les données sont de PostgreSQL {0}, et la version {1} est installée aussi."
        ),
        "There is no complete database in {0}.": translate(
            "office", "Il n’y a pas de base complète dans {0}."
        ),
        "The database in {0} is running.": translate("office", "La base de {0} tourne."),
        "The database in {0} is stopped.": translate("office", "La base de {0} est arrêtée."),
        "{0} GiB are free on the disk of {1}.": translate(
            "office", "{0} Gio sont libres sur le disque de {1}."
        ),
        "Other accounts of this computer may look into {0}.": translate(
            "office", "D’autres comptes de cet ordinateur peuvent lire {0}."
        ),
        "The folder {0} cannot be written by this account.": translate(
            "office", "Ce compte ne peut pas écrire dans {0}."
        ),
        "The office's folders are closed to other accounts.": translate(
            "office", "Les dossiers du bureau sont fermés aux autres comptes."
        ),
        "The computer's clock is behind the time at which the office was last written.": translate(
            "office", "L’horloge de l’ordinateur retarde sur la dernière écriture du bureau."
        ),
        "The clock agrees with the office's files.": translate(
            "office", "L’horloge s’accorde avec les fichiers du bureau."
        ),
    }


def _more_findings() -> dict[str, str]:
    return {
        "The server's certificate is missing or is not of the office's authority.": translate(
            "office", "Le certificat du serveur manque, ou n’est pas de l’autorité du bureau."
        ),
        "The key of the server's certificate is missing or is another certificate's.": translate(
            "office", "La clé du certificat du serveur manque, ou est celle d’un autre certificat."
        ),
        "The key of the office's authority is missing in {0}.": translate(
            "office", "La clé de l’autorité du bureau manque dans {0}."
        ),
        "The certificate of the office's authority in {0} is damaged.": translate(
            "office", "Le certificat de l’autorité du bureau, dans {0}, est abîmé."
        ),
        "The office's key in {0} cannot be opened.": translate(
            "office", "La clé du bureau, dans {0}, ne s’ouvre pas."
        ),
        "{0} is damaged.": translate("office", "{0} est abîmé."),
        "The database in {0} is not whole: {1} missing.": translate(
            "office", "La base de {0} n’est pas entière : il manque {1}."
        ),
        "{0} is a copy of {1}, and has no database of its own.": translate(
            "office", "{0} est une copie de {1}, sans base à elle."
        ),
        "{0} is a copy of {1}, and has no database of its own: open that one, or restore a "
        "backup into a new folder.": translate(
            "office",
            "{0} est une copie de {1}, sans base à elle : ouvrez celui-là, ou restaurez une "
            "sauvegarde dans un nouveau dossier.",
        ),
        "The server's certificate is good until {0}.": translate(
            "office", "Le certificat du serveur est valable jusqu’au {0}."
        ),
        "The server's certificate ended on {0}.": translate(
            "office", "Le certificat du serveur a expiré le {0}."
        ),
        "The office's authority is good until {0}.": translate(
            "office", "L’autorité du bureau est valable jusqu’au {0}."
        ),
        "The office's authority ended on {0}.": translate(
            "office", "L’autorité du bureau a expiré le {0}."
        ),
        "The key of the office's authority is not sealed: this computer has no key ring.": (
            translate(
                "office",
                "La clé de l’autorité du bureau n’est pas scellée : cet ordinateur n’a pas de "
                "trousseau de clés.",
            )
        ),
        "This computer no longer has the address {0}, by which desks reach it.": translate(
            "office", "Cet ordinateur n’a plus l’adresse {0}, par laquelle les postes le joignent."
        ),
        "The office would listen on {0}, and is stopped.": translate(
            "office", "Le bureau écouterait sur {0}, mais il est arrêté."
        ),
        "The office answers on {0}, over TLS.": translate(
            "office", "Le bureau répond sur {0}, chiffré."
        ),
        "Nothing answers on {0}.": translate("office", "Rien ne répond sur {0}."),
        "What answers on {0} does not prove to be this office ({1}).": translate(
            "office", "Ce qui répond sur {0} ne prouve pas être ce bureau ({1})."
        ),
        "The last backup is no longer in {0}, or not whole.": translate(
            "office", "La dernière sauvegarde n’est plus dans {0}, ou plus entière."
        ),
        "There is no backup of this office yet.": translate(
            "office", "Ce bureau n’a pas encore de sauvegarde."
        ),
        "The last backup is 0 hours old.": translate(
            "office", "La dernière sauvegarde a moins d’une heure."
        ),
        "The last backup is 1 hours old.": translate(
            "office", "La dernière sauvegarde a une heure."
        ),
        "The last backup is {0} hours old.": translate(
            "office", "La dernière sauvegarde a {0} heures."
        ),
        "PostgreSQL {0} answers at {1}.": translate("office", "PostgreSQL {0} répond à {1}."),
        "The server cannot be asked ({0}).": translate(
            "office", "Le serveur ne peut pas être interrogé ({0})."
        ),
        "The clocks of this computer and the office differ by {0} s.": translate(
            "office", "Les horloges de cet ordinateur et du bureau diffèrent de {0} s."
        ),
        "The clocks of this computer and the office agree.": translate(
            "office", "Les horloges de cet ordinateur et du bureau s’accordent."
        ),
        "1 things in the database are not as Phonebank made them: {0}.": translate(
            "office", "Un élément de la base n’est pas tel que Phonebank l’a fait : {0}."
        ),
        "{0} things in the database are not as Phonebank made them: {1}.": translate(
            "office", "{0} éléments de la base ne sont pas tels que Phonebank les a faits : {1}."
        ),
        "The database's functions and rights are as they should be.": translate(
            "office", "Les fonctions et les droits de la base sont comme il faut."
        ),
        "A restore was cut off while it put its database in place.": translate(
            "office", "Une restauration a été coupée au moment de mettre sa base en place."
        ),
        "The database's account is no administrator of its server, so {0} things stay open to "
        "every account there.": translate(
            "office",
            "Le compte de la base n’administre pas son serveur : {0} choses y restent ouvertes à "
            "tout compte.",
        ),
        "What the server could lend to every account is closed.": translate(
            "office", "Ce que le serveur pourrait prêter à tout compte est fermé."
        ),
    }


def _remedies() -> dict[str, str]:
    host = translate("office", "Hébergez-le à nouveau ici.")
    folder = translate(
        "office",
        "Reprenez ce dossier d’une sauvegarde, ou faites-en une autre (phonebank office host "
        "--new-authority) ; chaque poste rejoint alors à nouveau.",
    )
    backup = translate("office", "Faites-en une : « Sauvegarder maintenant ».")
    return {
        "Run 'phonebank office host'; if it stays so, another program has the port: choose "
        "another with --port.": translate(
            "office",
            "Hébergez-le à nouveau ici ; si cela dure, un autre programme a pris le port : "
            "choisissez-en un autre par « phonebank office host --port ».",
        ),
        "Open it there with --office.": translate("office", "Ouvrez-le là-bas."),
        "Make it with 'phonebank office create'.": translate("office", "Créez-le d’abord."),
        "Open it: what is missing is made then.": translate(
            "office", "Ouvrez-le : ce qui manque est créé alors."
        ),
        "Open the office: they are brought to this version then.": translate(
            "office", "Rouvrez le bureau : elles sont alors mises à jour."
        ),
        "Upgrade the office before PostgreSQL {0} is removed from this computer.": translate(
            "office",
            "Mettez le bureau à niveau (phonebank office upgrade) avant que PostgreSQL {0} ne soit "
            "retiré de cet ordinateur.",
        ),
        "Open the office if it is new; else restore its latest backup.": translate(
            "office", "Ouvrez le bureau s’il est neuf ; sinon, restaurez sa dernière sauvegarde."
        ),
        "Make room now: calls will soon not be saved.": translate(
            "office", "Faites de la place maintenant : bientôt, les appels ne seront plus notés."
        ),
        "Make room before importing a roll.": translate(
            "office", "Faites de la place avant d’importer une liste."
        ),
        "Close it: chmod 700 {0}": translate("office", "Fermez-le : chmod 700 {0}"),
        "Open the office from the account that made it.": translate(
            "office", "Ouvrez le bureau depuis le compte qui l’a créé."
        ),
        "Set the clock right: calling hours and the election silence follow it.": translate(
            "office", "Remettez-la à l’heure : les heures d’appel et le silence la suivent."
        ),
        "Make it again: phonebank office host": host,
        "Make both again: phonebank office host": host,
        "Restore that folder from a backup, or make another with 'phonebank office host "
        "--new-authority'; every desk then joins again.": folder,
        "Check PHONEBANK_PASSPHRASE, restore the folder from a backup, or make another with "
        "'phonebank office host --new-authority'.": folder,
        "Open that one, or restore a backup into a new folder.": translate(
            "office", "Ouvrez celui-là, ou restaurez une sauvegarde dans un nouveau dossier."
        ),
        "Copy the folder again with the office stopped; else restore its latest backup.": translate(
            "office",
            "Copiez de nouveau le dossier, le bureau arrêté ; sinon, restaurez la dernière "
            "sauvegarde.",
        ),
        "Restore it from a backup.": translate("office", "Reprenez-le d’une sauvegarde."),
        "Renew it: phonebank office host": host,
        "Have it renewed by whoever looks after the server.": translate(
            "office", "Faites-le renouveler par la personne qui s’occupe du serveur."
        ),
        "Renew it with 'phonebank office host --new-authority'; every desk then joins again.": (
            translate(
                "office",
                "Renouvelez-la (phonebank office host --new-authority) ; chaque poste rejoint "
                "alors à nouveau.",
            )
        ),
        "Set PHONEBANK_PASSPHRASE, then: phonebank office host --new-authority": translate(
            "office", "Donnez PHONEBANK_PASSPHRASE, puis : phonebank office host --new-authority"
        ),
        "Give it back its address, or run 'phonebank office host' and invite again.": translate(
            "office", "Rendez-lui son adresse, ou hébergez à nouveau et invitez les postes."
        ),
        "Start it: phonebank office start": translate("office", "Rouvrez le bureau."),
        "Restart the office: phonebank office stop --force, then start.": translate(
            "office", "Fermez toutes les fenêtres de ce bureau, puis rouvrez-le."
        ),
        "Make one: phonebank office backup": backup,
        "Check its address, the account and its password.": translate(
            "office", "Vérifiez son adresse, le compte et son mot de passe."
        ),
        "Let both computers take their time from the network (timedatectl set-ntp true).": (
            translate(
                "office",
                "Que les deux ordinateurs prennent l’heure du réseau (timedatectl set-ntp true).",
            )
        ),
        "Find out who changed them; 'phonebank office mend' puts the functions back.": translate(
            "office",
            "Cherchez qui les a changés ; « phonebank office mend » remet les fonctions en place.",
        ),
        "Open the office: it is put right by itself.": translate(
            "office", "Rouvrez le bureau : cela se répare tout seul."
        ),
        "Have its administrator run 'phonebank office mend' with an account that administers the "
        "server, or give the office a server of its own.": translate(
            "office",
            "Que son administrateur lance « phonebank office mend » avec un compte qui administre "
            "le serveur, ou donnez au bureau un serveur à lui.",
        ),
    }
