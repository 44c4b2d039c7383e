<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="fr_FR">
<context>
    <name>AlertsCard</name>
    <message>
        <source>À trier</source>
        <translation>To settle</translation>
    </message>
    <message>
        <source>et {n} autre</source>
        <translation>and {n} more</translation>
    </message>
    <message>
        <source>et {n} autres</source>
        <translation>and {n} more</translation>
    </message>
</context>
<context>
    <name>AppearanceMenu</name>
    <message>
        <source>Comme l’ordinateur</source>
        <translation>Same as this computer</translation>
    </message>
    <message>
        <source>Clair</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>Sombre</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>Thème</source>
        <translation>Theme</translation>
    </message>
    <message>
        <source>Langue</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>Taille du texte</source>
        <translation>Text size</translation>
    </message>
</context>
<context>
    <name>AskingPage</name>
    <message>
        <source>La clé des sauvegardes</source>
        <translation>The backups’ key</translation>
    </message>
    <message>
        <source>Notez-la sur papier et gardez-la loin d’ici : avec elle et une sauvegarde, le bureau se restaure sur un autre ordinateur.</source>
        <translation>Write it on paper and keep it away from here: with it and a backup, the office is restored on another computer.</translation>
    </message>
    <message>
        <source>Je l’ai notée</source>
        <translation>I have written it down</translation>
    </message>
    <message>
        <source>Clé : {key}</source>
        <translation>Key: {key}</translation>
    </message>
    <message>
        <source>Ne plus héberger le bureau ?</source>
        <translation>Stop hosting the office?</translation>
    </message>
    <message>
        <source>Les autres ordinateurs n’y accèdent plus ; ce qu’ils notent reste chez eux et partira à la réouverture. Leurs invitations déjà acceptées restent valables.</source>
        <translation>The other computers can no longer reach it; what they log stays with them and is sent when it opens again. Desks that joined stay desks.</translation>
    </message>
    <message>
        <source>Ne plus héberger</source>
        <translation>Stop hosting</translation>
    </message>
    <message>
        <source>Renommer le poste</source>
        <translation>Rename the desk</translation>
    </message>
    <message>
        <source>Renommer</source>
        <translation>Rename</translation>
    </message>
    <message>
        <source>Nom du poste</source>
        <translation>Name of the desk</translation>
    </message>
    <message>
        <source>Retirer le poste {name} ?</source>
        <translation>Take the desk {name} out of service?</translation>
    </message>
    <message>
        <source>Il est refusé dès sa prochaine demande. Sa fiche retourne dans la file ; un appel en cours sera à trier. Pour revenir, il lui faudra une invitation.</source>
        <translation>It is refused from its next request on. Its line goes back to the queue; a call under way will have to be sorted out. To come back it needs an invitation.</translation>
    </message>
    <message>
        <source>Retirer</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>Faire relire la charte à chacun ?</source>
        <translation>Have everybody read the charter again?</translation>
    </message>
    <message>
        <source>Chaque appelant la relira et l’acceptera avant sa prochaine fiche.</source>
        <translation>Every caller will read and accept it before their next line.</translation>
    </message>
    <message>
        <source>La faire relire</source>
        <translation>Have it read again</translation>
    </message>
    <message>
        <source>Retirer {name} ?</source>
        <translation>Send {name} away?</translation>
    </message>
    <message>
        <source>Ce compte est fermé dès maintenant. Vous pourrez le rouvrir.</source>
        <translation>This account is closed from now on. You can open it again.</translation>
    </message>
</context>
<context>
    <name>BackupCard</name>
    <message>
        <source>Sauvegarde</source>
        <translation>Backup</translation>
    </message>
    <message>
        <source>Sauvegarder maintenant</source>
        <translation>Back up now</translation>
    </message>
    <message>
        <source>Vérifier la dernière</source>
        <translation>Verify the last one</translation>
    </message>
    <message>
        <source>Arrêter</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>Noter la clé…</source>
        <translation>Write the key down…</translation>
    </message>
    <message>
        <source>Pas encore de sauvegarde</source>
        <translation>No backup yet</translation>
    </message>
    <message>
        <source>Dossier</source>
        <translation>Folder</translation>
    </message>
    <message>
        <source>Dernière : {when}</source>
        <translation>Last: {when}</translation>
    </message>
    <message>
        <source>,</source>
        <translation>.</translation>
    </message>
    <message>
        <source>restaurée à l’essai, complète</source>
        <translation>restored on trial, complete</translation>
    </message>
    <message>
        <source>Fichier</source>
        <translation>File</translation>
    </message>
    <message>
        <source>Taille</source>
        <translation>Size</translation>
    </message>
    <message>
        <source>{size} Mio, scellée</source>
        <translation>{size} MiB, sealed</translation>
    </message>
    <message>
        <source>Vérifiée</source>
        <translation>Verified</translation>
    </message>
    <message>
        <source>pas encore</source>
        <translation>not yet</translation>
    </message>
    <message>
        <source>Arrêt…</source>
        <translation>Stopping…</translation>
    </message>
    <message>
        <source>{step} {n} Mio</source>
        <translation>{step} {n} MiB</translation>
    </message>
</context>
<context>
    <name>BetweenPanel</name>
    <message>
        <source>Importer l’émargement</source>
        <translation>Import the turnout</translation>
    </message>
    <message>
        <source>La date du second tour n’est pas connue : donnez-la d’abord, sans elle le silence ne peut pas être respecté.</source>
        <translation>The date of the second round is not known: give it first, without it the silence cannot be kept.</translation>
    </message>
    <message>
        <source>Dès que l’émargement d’un premier tour est importé, cette page prépare l’appel des personnes qui n’y ont pas voté, jusqu’au silence du second.</source>
        <translation>As soon as the turnout of a first round is imported, this page prepares the calls to those who did not vote in it, until the silence before the second.</translation>
    </message>
    <message>
        <source>Un instant…</source>
        <translation>One moment…</translation>
    </message>
    <message>
        <source>{first} → {second}</source>
        <translation>{first} → {second}</translation>
    </message>
    <message>
        <source>Parmi {known} personnes dont le premier tour est connu et qui peuvent voter au second. Comptez {hours} heures d’appel pour une personne.</source>
        <translation>Among {known} people whose first round is known and who may vote in the second. Count {hours} hours of calling for one person.</translation>
    </message>
    <message>
        <source>Ce qui a été noté s’efface à la fin du scrutin, le {day} : la date est inscrite d’elle-même.</source>
        <translation>What was noted is erased at the end of the ballot, {day}: the date is set by itself.</translation>
    </message>
    <message>
        <source>La campagne « {name} » est ouverte.</source>
        <translation>The campaign “{name}” is open.</translation>
    </message>
    <message>
        <source>pour appeler : le silence commence {when}</source>
        <translation>left to call: the silence begins {when}</translation>
    </message>
    <message>
        <source>Silence</source>
        <translation>Silence</translation>
    </message>
    <message>
        <source>Plus personne n’est appelé avant la fin du vote.</source>
        <translation>Nobody is called any more before the vote is over.</translation>
    </message>
    <message>
        <source>Création…</source>
        <translation>Creating…</translation>
    </message>
    <message>
        <source>Commencer les appels</source>
        <translation>Begin the calls</translation>
    </message>
    <message>
        <source>Abstentions</source>
        <translation>Abstentions</translation>
    </message>
    <message>
        <source>au premier tour</source>
        <translation>in the first round</translation>
    </message>
    <message>
        <source>Personnes qui n’ont pas voté au premier tour et peuvent voter au second.</source>
        <translation>People who did not vote in the first round and may vote in the second.</translation>
    </message>
    <message>
        <source>Joignables</source>
        <translation>Reachable</translation>
    </message>
    <message>
        <source>personnes</source>
        <translation>people</translation>
    </message>
    <message>
        <source>Celles dont un numéro peut être appelé.</source>
        <translation>Those with a number that may be called.</translation>
    </message>
    <message>
        <source>Lignes</source>
        <translation>Lines</translation>
    </message>
    <message>
        <source>à appeler</source>
        <translation>to call</translation>
    </message>
    <message>
        <source>Un numéro est une ligne : un foyer est appelé une fois.</source>
        <translation>A number is a line: a household is called once.</translation>
    </message>
    <message>
        <source>Appeler aussi le samedi, de 10 h à 18 h</source>
        <translation>Call on Saturdays too, 10:00 to 18:00</translation>
    </message>
    <message>
        <source>Aller à la salle</source>
        <translation>Go to the room</translation>
    </message>
    <message>
        <source>Le silence a commencé : les appels sont finis.</source>
        <translation>The silence has begun: the calls are over.</translation>
    </message>
    <message>
        <source>Aucune de ces personnes n’a de numéro : importez les contacts de la campagne.</source>
        <translation>None of these people has a number: import the campaign’s contacts.</translation>
    </message>
    <message>
        <source>Les deux jours qui suivent le premier tour sont passés ({when}) : commencez sans attendre, les derniers jours comptent le plus.</source>
        <translation>The two days after the first round are over ({when}): begin without waiting, the last days count most.</translation>
    </message>
    <message>
        <source>Il reste {time} pour être prêt dans les deux jours du premier tour.</source>
        <translation>{time} left to be ready within two days of the first round.</translation>
    </message>
</context>
<context>
    <name>BugDialog</name>
    <message>
        <source>Erreur du programme</source>
        <translation>Program error</translation>
    </message>
    <message>
        <source>Le programme a fait une erreur.</source>
        <translation>The program made a mistake.</translation>
    </message>
    <message>
        <source>L’appel en cours n’est pas perdu. Copiez ce rapport et donnez-le à votre superviseur : il ne contient ni nom ni numéro.</source>
        <translation>The call under way is not lost. Copy this report and hand it to your supervisor: it holds no name and no number.</translation>
    </message>
    <message>
        <source>Rapport d’erreur</source>
        <translation>Error report</translation>
    </message>
    <message>
        <source>Copier le rapport</source>
        <translation>Copy the report</translation>
    </message>
    <message>
        <source>Fermer</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>BureauMap</name>
    <message>
        <source>Carte des bureaux</source>
        <translation>Map of the bureaux</translation>
    </message>
    <message>
        <source>Les flèches choisissent le bureau voisin ; le tableau dit la même chose.</source>
        <translation>The arrow keys choose the next bureau; the table says the same.</translation>
    </message>
</context>
<context>
    <name>BureauTable</name>
    <message>
        <source>Classe</source>
        <translation>Class</translation>
    </message>
    <message>
        <source>Bureau</source>
        <translation>Bureau</translation>
    </message>
    <message>
        <source>Commune</source>
        <translation>Commune</translation>
    </message>
    <message>
        <source>Voix</source>
        <translation>Votes</translation>
    </message>
    <message>
        <source>Inscrits</source>
        <translation>Enrolled</translation>
    </message>
    <message>
        <source>Attendues</source>
        <translation>Expected</translation>
    </message>
    <message>
        <source>Connues</source>
        <translation>Known</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Share</translation>
    </message>
    <message>
        <source>Lignes</source>
        <translation>Lines</translation>
    </message>
    <message>
        <source>Du total</source>
        <translation>Of all</translation>
    </message>
    <message>
        <source>Par les voix possibles, cumulées du premier au dernier bureau.</source>
        <translation>By possible votes, added up from the first bureau to the last.</translation>
    </message>
    <message>
        <source>Le code du bureau de vote et son nom.</source>
        <translation>The code of the polling station and its name.</translation>
    </message>
    <message>
        <source>Le code INSEE de la commune.</source>
        <translation>The INSEE code of the commune.</translation>
    </message>
    <message>
        <source>Voix possibles : abstentions × notre part, celles qui restent à la maison.</source>
        <translation>Possible votes: abstentions × our share, those that stay at home.</translation>
    </message>
    <message>
        <source>Personnes de la liste électorale qui peuvent voter à ce tour.</source>
        <translation>People on the roll who may vote in this round.</translation>
    </message>
    <message>
        <source>Abstentions attendues : la somme des risques de ces personnes.</source>
        <translation>Expected abstentions: the sum of these people’s chances.</translation>
    </message>
    <message>
        <source>Abstentions connues : au premier tour, d’après l’émargement.</source>
        <translation>Known abstentions: in the first round, by the signature lists.</translation>
    </message>
    <message>
        <source>La part de notre liste dans les suffrages exprimés.</source>
        <translation>Our list’s share of the valid votes.</translation>
    </message>
    <message>
        <source>Numéros qui peuvent être appelés.</source>
        <translation>Numbers that may be called.</translation>
    </message>
    <message>
        <source>La part de ce bureau dans toutes les voix possibles.</source>
        <translation>This bureau’s part of all possible votes.</translation>
    </message>
</context>
<context>
    <name>BureauxPage</name>
    <message>
        <source>Bureaux</source>
        <translation>Bureaux</translation>
    </message>
    <message>
        <source>Carte et tableau</source>
        <translation>Map and table</translation>
    </message>
    <message>
        <source>Et si… (les poids)</source>
        <translation>What if… (weights)</translation>
    </message>
    <message>
        <source>Aller aux fichiers</source>
        <translation>Go to the files</translation>
    </message>
    <message>
        <source>Réessayer</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>Les bureaux n’ont pas pu être lus : le bureau ne répond pas, ou sa date de tour manque.</source>
        <translation>The bureaux could not be read: the office does not answer, or the date of the round is missing.</translation>
    </message>
    <message>
        <source>Lecture des bureaux…</source>
        <translation>Reading the bureaux…</translation>
    </message>
    <message>
        <source>Rien à montrer encore : importez la liste électorale, puis l’émargement d’un tour passé.</source>
        <translation>Nothing to show yet: import the electoral roll, then the turnout of a past round.</translation>
    </message>
    <message>
        <source>Sans résultats par bureau, seules les abstentions comptent. Importez un fichier avec bureau, inscrits, votants, exprimés et les voix de votre liste.</source>
        <translation>Without results by bureau, abstentions alone count. Import a file with bureau, registered, voters, valid votes and the votes of your list.</translation>
    </message>
    <message>
        <source>Choisissez votre liste parmi celles des résultats : sa part comptera.</source>
        <translation>Choose your list among those of the results: its share will count.</translation>
    </message>
    <message>
        <source>, le {day}</source>
        <translation>, {day}</translation>
    </message>
    <message>
        <source>Bureaux prioritaires, {day}</source>
        <translation>Priority bureaux, {day}</translation>
    </message>
    <message>
        <source>Liste « {name} » enregistrée, dans « Listes ».</source>
        <translation>List “{name}” saved, under “Lists”.</translation>
    </message>
    <message>
        <source>Cette liste n’a pas pu être enregistrée : elle existe déjà.</source>
        <translation>This list could not be saved: there is one already.</translation>
    </message>
    <message>
        <source>{n} ligne a changé de place.</source>
        <translation>{n} line changed its place.</translation>
    </message>
    <message>
        <source>{n} lignes ont changé de place.</source>
        <translation>{n} lines changed their place.</translation>
    </message>
    <message>
        <source>Le rangement ne s’est pas achevé : appliquez-le encore une fois.</source>
        <translation>The ranking did not come to its end: apply it once more.</translation>
    </message>
</context>
<context>
    <name>BureauxSplit</name>
    <message>
        <source>Liste des bureaux prioritaires</source>
        <translation>List of the priority bureaux</translation>
    </message>
    <message>
        <source>Tableau des bureaux</source>
        <translation>Table of the bureaux</translation>
    </message>
    <message>
        <source>Aucun bureau n’a de position : importez le fichier des bureaux de vote avec latitude et longitude, et la carte se dessine.</source>
        <translation>No bureau has a position: import the file of polling stations with latitude and longitude, and the map draws itself.</translation>
    </message>
    <message>
        <source>{n} bureau sans position</source>
        <translation>{n} bureau without a position</translation>
    </message>
    <message>
        <source>{n} bureaux sans position</source>
        <translation>{n} bureaux without a position</translation>
    </message>
    <message>
        <source>{how_many} : {codes}</source>
        <translation>{how_many}: {codes}</translation>
    </message>
    <message>
        <source>{name} : {count} bureaux, {part} des voix possibles</source>
        <translation>{name}: {count} bureaux, {part} of the possible votes</translation>
    </message>
</context>
<context>
    <name>CalibrationChart</name>
    <message>
        <source>Calibration</source>
        <translation>Calibration</translation>
    </message>
    <message>
        <source>Prévu {predicted}, observé {observed}.</source>
        <translation>Predicted {predicted}, observed {observed}.</translation>
    </message>
    <message>
        <source>Abstention prévue</source>
        <translation>Predicted abstention</translation>
    </message>
    <message>
        <source>Observée</source>
        <translation>Observed</translation>
    </message>
</context>
<context>
    <name>CallCard</name>
    <message>
        <source>Appeler</source>
        <translation>Call</translation>
    </message>
    <message>
        <source>Le numéro à composer</source>
        <translation>The number to dial</translation>
    </message>
    <message>
        <source>Durée de l’appel</source>
        <translation>Length of the call</translation>
    </message>
    <message>
        <source>Copier</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>Copier le numéro (Ctrl+C)</source>
        <translation>Copy the number (Ctrl+C)</translation>
    </message>
    <message>
        <source>Passer</source>
        <translation>Skip</translation>
    </message>
    <message>
        <source>Laisser cette fiche à un collègue</source>
        <translation>Leave this line to a colleague</translation>
    </message>
    <message>
        <source>Commencer l’appel</source>
        <translation>Start the call</translation>
    </message>
    <message>
        <source>Un instant…</source>
        <translation>One moment…</translation>
    </message>
    <message>
        <source>Réservation terminée</source>
        <translation>Reservation over</translation>
    </message>
    <message>
        <source>Réservée jusqu’à {hour}</source>
        <translation>Held until {hour}</translation>
    </message>
</context>
<context>
    <name>CallbackPicker</name>
    <message>
        <source>Jour du rappel</source>
        <translation>Day to call back</translation>
    </message>
    <message>
        <source>Heure du rappel</source>
        <translation>Time to call back</translation>
    </message>
    <message>
        <source>Pour moi</source>
        <translation>For me</translation>
    </message>
    <message>
        <source>Pour tous</source>
        <translation>For anyone</translation>
    </message>
    <message>
        <source>Dans 1 heure</source>
        <translation>In 1 hour</translation>
    </message>
    <message>
        <source>Ce soir</source>
        <translation>This evening</translation>
    </message>
    <message>
        <source>Demain</source>
        <translation>Tomorrow</translation>
    </message>
    <message>
        <source>Demain soir</source>
        <translation>Tomorrow evening</translation>
    </message>
    <message>
        <source>Samedi</source>
        <translation>Saturday</translation>
    </message>
    <message>
        <source>À l’ouverture</source>
        <translation>When calling opens</translation>
    </message>
    <message>
        <source>Ce moment est déjà passé.</source>
        <translation>That moment has passed.</translation>
    </message>
    <message>
        <source>Pendant le silence électoral, personne n’appelle.</source>
        <translation>Nobody calls during the election silence.</translation>
    </message>
    <message>
        <source>Le vote sera passé : choisissez un moment d’ici là.</source>
        <translation>The vote will be over: choose a moment before it.</translation>
    </message>
    <message>
        <source>Hors des heures d’appel : choisissez un autre moment.</source>
        <translation>Outside calling hours: choose another moment.</translation>
    </message>
</context>
<context>
    <name>CampaignForm</name>
    <message>
        <source>Selon le tour</source>
        <translation>By the round</translation>
    </message>
    <message>
        <source>Liste : {name}</source>
        <translation>List: {name}</translation>
    </message>
    <message>
        <source>On compte…</source>
        <translation>Counting…</translation>
    </message>
    <message>
        <source>Cela ne peut pas être compté : changez un choix.</source>
        <translation>This cannot be counted: change a choice.</translation>
    </message>
    <message>
        <source>Personne à appeler ainsi.</source>
        <translation>Nobody to call this way.</translation>
    </message>
    <message>
        <source>{people} sur {lines}</source>
        <translation>{people} on {lines}</translation>
    </message>
    <message>
        <source>{n} personne</source>
        <translation>{n} person</translation>
    </message>
    <message>
        <source>{n} personnes</source>
        <translation>{n} people</translation>
    </message>
    <message>
        <source>{n} ligne</source>
        <translation>{n} line</translation>
    </message>
    <message>
        <source>{n} lignes</source>
        <translation>{n} lines</translation>
    </message>
    <message>
        <source>Environ {hours} heures d’appel pour une personne, à 35 appels par heure.</source>
        <translation>About {hours} hours of calling for one person, at 35 calls an hour.</translation>
    </message>
    <message>
        <source>La campagne</source>
        <translation>The campaign</translation>
    </message>
    <message>
        <source>toutes</source>
        <translation>all</translation>
    </message>
    <message>
        <source>Nom, lu par les appelants</source>
        <translation>Name, read by callers</translation>
    </message>
    <message>
        <source>Tour</source>
        <translation>Round</translation>
    </message>
    <message>
        <source>Qui appeler</source>
        <translation>Whom to call</translation>
    </message>
    <message>
        <source>Script</source>
        <translation>Script</translation>
    </message>
    <message>
        <source>Essais par ligne</source>
        <translation>Attempts a line</translation>
    </message>
    <message>
        <source>Lignes, les premières</source>
        <translation>Lines, the first</translation>
    </message>
    <message>
        <source>Appeler aussi le samedi, de 10 h à 18 h</source>
        <translation>Call on Saturdays too, 10:00 to 18:00</translation>
    </message>
    <message>
        <source>Appeler aussi les numéros étrangers</source>
        <translation>Call foreign numbers too</translation>
    </message>
    <message>
        <source>Du lundi au vendredi : de 10 h à 13 h et de 14 h à 20 h, à l’heure de chaque personne. Jamais le dimanche ni les jours fériés.</source>
        <translation>Monday to Friday: 10:00 to 13:00 and 14:00 to 20:00, by each person’s own clock. Never on Sundays or public holidays.</translation>
    </message>
    <message>
        <source>Ce qui compte pour l’ordre</source>
        <translation>What counts for the order</translation>
    </message>
    <message>
        <source>Ce qu’un appel peut changer</source>
        <translation>What a call can change</translation>
    </message>
    <message>
        <source>La chance de joindre</source>
        <translation>The chance of an answer</translation>
    </message>
    <message>
        <source>Le vote du bureau</source>
        <translation>The bureau’s vote</translation>
    </message>
    <message>
        <source>Les personnes qui hésitent passent avant toutes les autres</source>
        <translation>People who hesitate come before all others</translation>
    </message>
    <message>
        <source>Avant de créer</source>
        <translation>Before creating</translation>
    </message>
    <message>
        <source>Créer et ouvrir</source>
        <translation>Create and open</translation>
    </message>
    <message>
        <source>Créer un brouillon</source>
        <translation>Create a draft</translation>
    </message>
    <message>
        <source>Annuler</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Premier tour</source>
        <translation>First round</translation>
    </message>
    <message>
        <source>Entre les deux tours</source>
        <translation>Between the rounds</translation>
    </message>
    <message>
        <source>Procurations</source>
        <translation>Proxy votes</translation>
    </message>
    <message>
        <source>Création…</source>
        <translation>Creating…</translation>
    </message>
    <message>
        <source>Ce nom est déjà pris</source>
        <translation>This name is taken</translation>
    </message>
</context>
<context>
    <name>CampaignsPanel</name>
    <message>
        <source>Nouvelle campagne</source>
        <translation>New campaign</translation>
    </message>
    <message>
        <source>Un instant…</source>
        <translation>One moment…</translation>
    </message>
    <message>
        <source>Aucun tour n’est connu : importez d’abord l’émargement d’un tour.</source>
        <translation>No round is known: import a round’s turnout first.</translation>
    </message>
    <message>
        <source>Aucune campagne encore : créez-en une, d’une liste ou selon le tour.</source>
        <translation>No campaign yet: create one, from a list or by the round.</translation>
    </message>
    <message>
        <source>{n} campagne</source>
        <translation>{n} campaign</translation>
    </message>
    <message>
        <source>{n} campagnes</source>
        <translation>{n} campaigns</translation>
    </message>
    <message>
        <source>{done} lignes faites sur {lines}, {people} personnes</source>
        <translation>{done} of {lines} lines done, {people} people</translation>
    </message>
    <message>
        <source>liste « {name} »</source>
        <translation>list “{name}”</translation>
    </message>
    <message>
        <source>Brouillon</source>
        <translation>Draft</translation>
    </message>
    <message>
        <source>Ouverte</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>En pause</source>
        <translation>Paused</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Closed</translation>
    </message>
    <message>
        <source>Ouvrir</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>Mettre en pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Clore</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>CharterDialog</name>
    <message>
        <source>La charte des appelants</source>
        <translation>The callers’ charter</translation>
    </message>
    <message>
        <source>Chaque appelant lira ces mots et les acceptera avant sa prochaine fiche. Une ligne qui commence par # est le titre, par ## une partie, par - un point.</source>
        <translation>Every caller reads these words and accepts them before their next card. A line that begins with # is the title, with ## a part, with - a point.</translation>
    </message>
    <message>
        <source>Enregistrer, faire accepter</source>
        <translation>Save, have it accepted</translation>
    </message>
    <message>
        <source>Charte, {language}</source>
        <translation>Charter, {language}</translation>
    </message>
    <message>
        <source>Reprendre le texte fourni</source>
        <translation>Take the supplied text again</translation>
    </message>
</context>
<context>
    <name>CharterPage</name>
    <message>
        <source>Quitter ce poste</source>
        <translation>Leave this desk</translation>
    </message>
    <message>
        <source>Lisez jusqu’au bout</source>
        <translation>Read to the end</translation>
    </message>
    <message>
        <source>J’ai lu et j’accepte</source>
        <translation>I have read it and accept</translation>
    </message>
    <message>
        <source>Le bureau a une autre version de la charte : mettez ce programme à jour, ou demandez à votre superviseur.</source>
        <translation>The office has another version of the charter: update this program, or ask your supervisor.</translation>
    </message>
</context>
<context>
    <name>CheckCard</name>
    <message>
        <source>État du bureau</source>
        <translation>State of the office</translation>
    </message>
    <message>
        <source>Revérifier</source>
        <translation>Check again</translation>
    </message>
    <message>
        <source>Vérification…</source>
        <translation>Checking…</translation>
    </message>
    <message>
        <source>{n} problème</source>
        <translation>{n} problem</translation>
    </message>
    <message>
        <source>{n} problèmes</source>
        <translation>{n} problems</translation>
    </message>
    <message>
        <source>{n} point à voir</source>
        <translation>{n} thing to look at</translation>
    </message>
    <message>
        <source>{n} points à voir</source>
        <translation>{n} things to look at</translation>
    </message>
    <message>
        <source>Tout va bien</source>
        <translation>All is well</translation>
    </message>
</context>
<context>
    <name>ColumnsTable</name>
    <message>
        <source>Premières lignes du fichier</source>
        <translation>First rows of the file</translation>
    </message>
    <message>
        <source>{use}, à confirmer</source>
        <translation>{use}, to be confirmed</translation>
    </message>
    <message>
        <source>Colonne {title} : {use}</source>
        <translation>Column {title}: {use}</translation>
    </message>
    <message>
        <source>ignorer</source>
        <translation>ignore</translation>
    </message>
    <message>
        <source>garder comme étiquette</source>
        <translation>keep as a tag</translation>
    </message>
</context>
<context>
    <name>ConditionRow</name>
    <message>
        <source>{name} : oui ou non</source>
        <translation>{name}: yes or no</translation>
    </message>
    <message>
        <source>Retirer la condition {name}</source>
        <translation>Remove the condition {name}</translation>
    </message>
    <message>
        <source>Retirer cette condition</source>
        <translation>Remove this condition</translation>
    </message>
    <message>
        <source>Au moins</source>
        <translation>At least</translation>
    </message>
    <message>
        <source>Au plus</source>
        <translation>At most</translation>
    </message>
    <message>
        <source>et</source>
        <translation>and</translation>
    </message>
    <message>
        <source>Jours</source>
        <translation>Days</translation>
    </message>
    <message>
        <source>jours</source>
        <translation>days</translation>
    </message>
    <message>
        <source>Jour</source>
        <translation>Day</translation>
    </message>
</context>
<context>
    <name>Confirm</name>
    <message>
        <source>Annuler</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>DayQuestion</name>
    <message>
        <source>jj/mm/aaaa</source>
        <translation>dd/mm/yyyy</translation>
    </message>
    <message>
        <source>Écrivez un jour passé, comme 17/03/2026, ou rien.</source>
        <translation>Write a past day, such as 17/03/2026, or nothing.</translation>
    </message>
</context>
<context>
    <name>DeskNotice</name>
    <message>
        <source>Hors ligne : la fiche reste ouverte, son résultat sera gardé sur ce poste.</source>
        <translation>Offline: the line stays open, and its outcome will be kept on this computer.</translation>
    </message>
    <message>
        <source>La réservation est terminée ; le résultat de cet appel sera gardé.</source>
        <translation>The reservation is over; the outcome of this call will still be kept.</translation>
    </message>
    <message>
        <source>Un appel commencé ici n’a pas de résultat. Que s’est-il passé ?</source>
        <translation>A call started here has no outcome. What happened?</translation>
    </message>
    <message>
        <source>Un appel commencé {moment} n’a pas de résultat. Que s’est-il passé ? S’il n’a jamais eu lieu : Autre, puis Incident technique.</source>
        <translation>A call started {moment} has no outcome. What happened? If it never took place: Other, then Technical problem.</translation>
    </message>
</context>
<context>
    <name>DeskPage</name>
    <message>
        <source>Poste d’appel</source>
        <translation>Calling desk</translation>
    </message>
    <message>
        <source>Vous corrigez un appel</source>
        <translation>You are correcting a call</translation>
    </message>
    <message>
        <source>Choisissez à droite ce qui s’est vraiment passé. La fiche suivante vous attend.</source>
        <translation>Choose on the right what really happened. The next line is waiting for you.</translation>
    </message>
    <message>
        <source>Nouvelle fiche : {name}</source>
        <translation>New line: {name}</translation>
    </message>
    <message>
        <source>Annuler (Ctrl+Z)</source>
        <translation>Undo (Ctrl+Z)</translation>
    </message>
</context>
<context>
    <name>DeskPresenter</name>
    <message>
        <source>Dites d’abord comment cet appel s’est passé.</source>
        <translation>Say first how this call went.</translation>
    </message>
    <message>
        <source>Hors ligne : l’appel ne peut pas commencer sans le bureau. Réessayez.</source>
        <translation>Offline: a call cannot start without the office. Try again.</translation>
    </message>
    <message>
        <source>Cet appel avait déjà un résultat ; le superviseur est averti.</source>
        <translation>This call already had an outcome; the supervisor is told.</translation>
    </message>
    <message>
        <source>Opposition enregistrée. Code : {code}</source>
        <translation>Objection recorded. Code: {code}</translation>
    </message>
    <message>
        <source>Résultat corrigé.</source>
        <translation>Outcome corrected.</translation>
    </message>
    <message>
        <source>Résultat inchangé.</source>
        <translation>The result has not changed.</translation>
    </message>
    <message>
        <source>Résultat corrigé. La ligne a été reprise depuis : elle garde sa place dans la file.</source>
        <translation>Result corrected. The line has been taken up since: it keeps its place in the queue.</translation>
    </message>
    <message>
        <source>Correction refusée ; demandez à votre superviseur.</source>
        <translation>Correction refused; ask your supervisor.</translation>
    </message>
</context>
<context>
    <name>DesksCard</name>
    <message>
        <source>Postes</source>
        <translation>Desks</translation>
    </message>
    <message>
        <source>Inviter un poste…</source>
        <translation>Invite a desk…</translation>
    </message>
    <message>
        <source>Renommer…</source>
        <translation>Rename…</translation>
    </message>
    <message>
        <source>Retirer du bureau</source>
        <translation>Take out of service</translation>
    </message>
    <message>
        <source>Hébergez d’abord le bureau : une invitation dit où le trouver.</source>
        <translation>Host the office first: an invitation says where to find it.</translation>
    </message>
    <message>
        <source>{n} poste retiré</source>
        <translation>{n} desk taken out</translation>
    </message>
    <message>
        <source>{n} postes retirés</source>
        <translation>{n} desks taken out</translation>
    </message>
    <message>
        <source>{retired} : {names}</source>
        <translation>{retired}: {names}</translation>
    </message>
    <message>
        <source>Gérer</source>
        <translation>Manage</translation>
    </message>
    <message>
        <source>Que faire du poste {name} ?</source>
        <translation>What to do with the desk {name}?</translation>
    </message>
    <message>
        <source>connecté</source>
        <translation>connected</translation>
    </message>
    <message>
        <source>vu {when}</source>
        <translation>seen {when}</translation>
    </message>
    <message>
        <source>jamais vu</source>
        <translation>never seen</translation>
    </message>
    <message>
        <source>admis jusqu’au {day}</source>
        <translation>admitted until {day}</translation>
    </message>
</context>
<context>
    <name>DoneStep</name>
    <message>
        <source>Vérifier les contacts</source>
        <translation>Review the contacts</translation>
    </message>
    <message>
        <source>Préparer une liste d’appel</source>
        <translation>Prepare a calling list</translation>
    </message>
    <message>
        <source>Importer un autre fichier</source>
        <translation>Import another file</translation>
    </message>
    <message>
        <source>Annuler cet import…</source>
        <translation>Undo this import…</translation>
    </message>
    <message>
        <source>Enregistrer les lignes refusées…</source>
        <translation>Save the refused rows…</translation>
    </message>
    <message>
        <source>{file} est importé.</source>
        <translation>{file} is imported.</translation>
    </message>
    <message>
        <source>Ensuite : les émargements des tours passés, puis les contacts.</source>
        <translation>Next: the turnout of past rounds, then the contacts.</translation>
    </message>
    <message>
        <source>Ensuite : les contacts, avec leurs téléphones.</source>
        <translation>Next: the contacts, with their telephones.</translation>
    </message>
    <message>
        <source>Ensuite : vérifiez les contacts douteux, puis préparez une liste.</source>
        <translation>Next: review the doubtful contacts, then prepare a list.</translation>
    </message>
    <message>
        <source>Les adresses et les horaires sont maintenant dits au téléphone.</source>
        <translation>Addresses and hours are now told on the telephone.</translation>
    </message>
    <message>
        <source>Ces résultats servent maintenant à choisir les bureaux.</source>
        <translation>These results now help to choose the polling stations.</translation>
    </message>
    <message>
        <source>Ces ouvertures et ces clics servent maintenant dans les listes.</source>
        <translation>These openings and clicks now serve in lists.</translation>
    </message>
</context>
<context>
    <name>DropArea</name>
    <message>
        <source>Déposez un fichier ici</source>
        <translation>Drop a file here</translation>
    </message>
    <message>
        <source>CSV, TXT, Excel (XLSX), LibreOffice (ODS) ou ZIP de fichiers CSV</source>
        <translation>CSV, TXT, Excel (XLSX), LibreOffice (ODS) or a ZIP of CSV files</translation>
    </message>
    <message>
        <source>Choisir un fichier…</source>
        <translation>Choose a file…</translation>
    </message>
    <message>
        <source>Choisir un fichier à importer</source>
        <translation>Choose a file to import</translation>
    </message>
    <message>
        <source>Tableaux ({patterns})</source>
        <translation>Tables ({patterns})</translation>
    </message>
    <message>
        <source>Tous les fichiers (*)</source>
        <translation>All files (*)</translation>
    </message>
    <message>
        <source>Déposez un seul fichier à la fois ; chacun est vérifié avant le suivant.</source>
        <translation>Drop one file at a time; each is checked before the next.</translation>
    </message>
    <message>
        <source>Ce n’est pas un fichier de cet ordinateur : choisissez-le du disque.</source>
        <translation>This is not a file of this computer: choose it from the disk.</translation>
    </message>
</context>
<context>
    <name>ExpectedCard</name>
    <message>
        <source>Toute la liste</source>
        <translation>The whole list</translation>
    </message>
    <message>
        <source>À {turnout} de participation, {likely} personnes sur {people} penchent vers l’abstention. En bleu, {movable} sont entre les deux : un appel peut les décider.</source>
        <translation>At {turnout} turnout, {likely} people of {people} lean towards abstaining. In blue, {movable} are in between: a call may decide them.</translation>
    </message>
    <message>
        <source>Participation attendue</source>
        <translation>Expected turnout</translation>
    </message>
    <message>
        <source>Pour qui</source>
        <translation>For whom</translation>
    </message>
    <message>
        <source>Participation attendue, en pour mille</source>
        <translation>Expected turnout, per thousand</translation>
    </message>
    <message>
        <source>Garder cette participation</source>
        <translation>Keep this turnout</translation>
    </message>
    <message>
        <source>Revenir à l’estimation</source>
        <translation>Back to the estimate</translation>
    </message>
    <message>
        <source>Celle que les scores donnent à ce bureau.</source>
        <translation>What the scores give this bureau.</translation>
    </message>
    <message>
        <source>Vous l’avez fixée pour ce bureau.</source>
        <translation>You set it for this bureau.</translation>
    </message>
    <message>
        <source>Bureau {code}</source>
        <translation>Bureau {code}</translation>
    </message>
    <message>
        <source>À l’essai : rien n’est gardé tant que vous ne le dites pas.</source>
        <translation>A trial: nothing is kept until you say so.</translation>
    </message>
    <message>
        <source>Écrivez une participation entre 1 % et 99 %, par exemple 48 %.</source>
        <translation>Write a turnout between 1% and 99%, for example 48%.</translation>
    </message>
</context>
<context>
    <name>FactsStep</name>
    <message>
        <source>Ce que le fichier ne dit pas. Vos réponses sont gardées avec l’import.</source>
        <translation>What the file does not tell. Your answers are kept with the import.</translation>
    </message>
    <message>
        <source>Rien à préciser : le fichier dit tout. Continuez.</source>
        <translation>Nothing to add: the file tells everything. Continue.</translation>
    </message>
    <message>
        <source>Une campagne n’a pas le droit d’utiliser ce fichier : ceux d’une mairie, d’un employeur, d’une école ou de patients ne servent qu’à leur propre but.</source>
        <translation>A campaign may not use this file: those of a town hall, an employer, a school or patients serve their own purpose only.</translation>
    </message>
    <message>
        <source>De quel tour s’agit-il ?</source>
        <translation>Which round is it?</translation>
    </message>
    <message>
        <source>Le fichier ne le dit pas.</source>
        <translation>The file does not tell.</translation>
    </message>
    <message>
        <source>De qui sont les numéros ?</source>
        <translation>Whose numbers are they?</translation>
    </message>
    <message>
        <source>Tous les autres inscrits de ces bureaux auront fait l’inverse.</source>
        <translation>All other voters of these bureaux will have done the opposite.</translation>
    </message>
    <message>
        <source>De ceux qui se sont abstenus</source>
        <translation>Of those who abstained</translation>
    </message>
    <message>
        <source>De ceux qui ont voté</source>
        <translation>Of those who voted</translation>
    </message>
    <message>
        <source>Que veut dire une case vide ?</source>
        <translation>What does an empty cell mean?</translation>
    </message>
    <message>
        <source>Une case vide n’est jamais comptée comme une abstention sans votre accord.</source>
        <translation>An empty cell is never counted as an abstention unless you say so.</translation>
    </message>
    <message>
        <source>La personne s’est abstenue</source>
        <translation>The person abstained</translation>
    </message>
    <message>
        <source>Ce n’est pas transcrit : on ne sait pas</source>
        <translation>It was not transcribed: not known</translation>
    </message>
    <message>
        <source>Que veulent dire ces valeurs ?</source>
        <translation>What do these values mean?</translation>
    </message>
    <message>
        <source>Sans réponse, les lignes où elles se trouvent sont refusées.</source>
        <translation>Without an answer, the rows that hold them are refused.</translation>
    </message>
    <message>
        <source>Où et quand les listes d’émargement ont-elles été consultées ?</source>
        <translation>Where and when were the signed lists consulted?</translation>
    </message>
    <message>
        <source>Elles le sont de droit pendant dix jours (Code électoral, L68).</source>
        <translation>Everyone may consult them for ten days (Code électoral, L68).</translation>
    </message>
    <message>
        <source>Préfecture, le 17 mars 2026</source>
        <translation>Préfecture, 17 March 2026</translation>
    </message>
    <message>
        <source>D’où viennent ces données ?</source>
        <translation>Where do these data come from?</translation>
    </message>
    <message>
        <source>C’est ce qui sera dit à qui demande : « Où avez-vous eu mon numéro ? ». Vaut pour les lignes sans origine.</source>
        <translation>It is what will be told to whoever asks “Where did you get my number?”. It holds for rows without an origin.</translation>
    </message>
    <message>
        <source>Adhérents, pétition pour la gare, réunion du 3 mars…</source>
        <translation>Members, petition for the station, meeting of 3 March…</translation>
    </message>
    <message>
        <source>Pourquoi la campagne peut-elle s’en servir ?</source>
        <translation>Why may the campaign use them?</translation>
    </message>
    <message>
        <source>La base légale (RGPD, article 6).</source>
        <translation>The legal basis (GDPR, article 6).</translation>
    </message>
    <message>
        <source>Quand ont-elles été collectées ?</source>
        <translation>When were they collected?</translation>
    </message>
    <message>
        <source>Si vous ne le savez pas, laissez vide.</source>
        <translation>Leave it empty if you do not know.</translation>
    </message>
    <message>
        <source>Le nom de notre liste</source>
        <translation>The name of our list</translation>
    </message>
    <message>
        <source>Celle dont les voix sont dans ce fichier.</source>
        <translation>The one whose votes are in this file.</translation>
    </message>
    <message>
        <source>De quand date cette liste électorale ?</source>
        <translation>What is the date of this electoral roll?</translation>
    </message>
    <message>
        <source>Le fichier ne le dit pas ; sans réponse, c’est la date du fichier.</source>
        <translation>The file does not tell; without an answer, it is the date of the file.</translation>
    </message>
    <message>
        <source>Le code INSEE de la commune</source>
        <translation>The commune’s INSEE code</translation>
    </message>
    <message>
        <source>Le fichier ne le dit pas ; sans réponse, celui de la liste électorale.</source>
        <translation>The file does not tell; without an answer, that of the electoral roll.</translation>
    </message>
    <message>
        <source>Votre engagement</source>
        <translation>Your undertaking</translation>
    </message>
    <message>
        <source>Il est gardé avec votre nom et l’heure (Code électoral, L37 et R20).</source>
        <translation>It is kept with your name and the time (Code électoral, L37 and R20).</translation>
    </message>
    <message>
        <source>La copie de la liste électorale ne servira à aucun usage purement commercial.</source>
        <translation>The copy of the electoral roll will serve no purely commercial purpose.</translation>
    </message>
    <message>
        <source>Consentement donné à la campagne</source>
        <translation>Consent given to the campaign</translation>
    </message>
    <message>
        <source>Intérêt légitime : adhérents et contacts réguliers</source>
        <translation>Legitimate interest: members and regular contacts</translation>
    </message>
    <message>
        <source>Données rendues publiques par la personne</source>
        <translation>Data the person made public</translation>
    </message>
    <message>
        <source>« {value} »</source>
        <translation>“{value}”</translation>
    </message>
    <message>
        <source>a voté</source>
        <translation>voted</translation>
    </message>
    <message>
        <source>a voté par procuration</source>
        <translation>voted by proxy</translation>
    </message>
    <message>
        <source>s’est abstenu</source>
        <translation>abstained</translation>
    </message>
    <message>
        <source>on ne sait pas</source>
        <translation>not known</translation>
    </message>
</context>
<context>
    <name>FigureTiles</name>
    <message>
        <source>Tentatives</source>
        <translation>Attempts</translation>
    </message>
    <message>
        <source>appels aujourd’hui</source>
        <translation>calls today</translation>
    </message>
    <message>
        <source>Appels passés depuis minuit et dont le résultat est noté. Les fiches passées et les incidents techniques ne comptent pas.</source>
        <translation>Calls made since midnight whose outcome was logged. Skipped cards and technical failures do not count.</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>Contacts</translation>
    </message>
    <message>
        <source>quelqu’un a répondu</source>
        <translation>somebody answered</translation>
    </message>
    <message>
        <source>Tentatives où une personne a répondu, faux numéros compris.</source>
        <translation>Attempts in which a live person answered, wrong numbers included.</translation>
    </message>
    <message>
        <source>Taux de contact</source>
        <translation>Contact rate</translation>
    </message>
    <message>
        <source>contacts par tentative</source>
        <translation>contacts per attempt</translation>
    </message>
    <message>
        <source>La part des tentatives où une personne a répondu.</source>
        <translation>The share of attempts in which a live person answered.</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Conversations</translation>
    </message>
    <message>
        <source>la bonne personne</source>
        <translation>the right person</translation>
    </message>
    <message>
        <source>Contacts où la bonne personne a parlé, même si elle a dû couper court.</source>
        <translation>Contacts in which the right person talked, even if they had to cut it short.</translation>
    </message>
    <message>
        <source>Par heure d’appelant</source>
        <translation>Per caller-hour</translation>
    </message>
    <message>
        <source>conversations</source>
        <translation>conversations</translation>
    </message>
    <message>
        <source>Conversations par heure d’appelant : le temps passé avec une ligne en main, de la fiche au résultat, tous appelants ensemble.</source>
        <translation>Conversations per caller-hour: the time spent with a line in hand, from card to outcome, all callers together.</translation>
    </message>
</context>
<context>
    <name>FilesHome</name>
    <message>
        <source>Fichiers</source>
        <translation>Files</translation>
    </message>
    <message>
        <source>{n} saisie gardée</source>
        <translation>{n} entry kept</translation>
    </message>
    <message>
        <source>{n} saisies gardées</source>
        <translation>{n} entries kept</translation>
    </message>
    <message>
        <source>Reprendre</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>Reprendre {sheet}</source>
        <translation>Go on with {sheet}</translation>
    </message>
    <message>
        <source>Saisies en cours</source>
        <translation>Being typed</translation>
    </message>
    <message>
        <source>Déjà importé</source>
        <translation>Imported so far</translation>
    </message>
    <message>
        <source>Imports</source>
        <translation>Imports</translation>
    </message>
    <message>
        <source>Rien n’est encore importé. Commencez par la liste électorale.</source>
        <translation>Nothing is imported yet. Begin with the electoral roll.</translation>
    </message>
    <message>
        <source>Lignes refusées…</source>
        <translation>Refused rows…</translation>
    </message>
    <message>
        <source>Annuler cet import…</source>
        <translation>Undo this import…</translation>
    </message>
</context>
<context>
    <name>FilesPage</name>
    <message>
        <source>Enregistrer les lignes refusées</source>
        <translation>Save the refused rows</translation>
    </message>
    <message>
        <source>Tableau CSV (*.csv)</source>
        <translation>CSV table (*.csv)</translation>
    </message>
    <message>
        <source>lignes-refusees.csv</source>
        <translation>refused-rows.csv</translation>
    </message>
    <message>
        <source>Lignes refusées enregistrées dans {file}.</source>
        <translation>Refused rows saved in {file}.</translation>
    </message>
    <message>
        <source>Les lignes refusées ne sont gardées que trente jours : importez de nouveau le fichier pour les revoir.</source>
        <translation>Refused rows are kept for thirty days only: import the file again to see them.</translation>
    </message>
    <message>
        <source>Annuler l’import de {file} ?</source>
        <translation>Undo the import of {file}?</translation>
    </message>
    <message>
        <source>Tout revient comme avant : {counts}. Les oppositions apprises par ce fichier restent respectées.</source>
        <translation>Everything goes back as it was: {counts}. Objections learnt from this file remain in force.</translation>
    </message>
    <message>
        <source>Annuler l’import</source>
        <translation>Undo the import</translation>
    </message>
    <message>
        <source>Le garder</source>
        <translation>Keep it</translation>
    </message>
    <message>
        <source>Annulation en cours…</source>
        <translation>Undoing…</translation>
    </message>
    <message>
        <source>{n} opposition reste respectée.</source>
        <translation>{n} objection remains in force.</translation>
    </message>
    <message>
        <source>{n} oppositions restent respectées.</source>
        <translation>{n} objections remain in force.</translation>
    </message>
    <message>
        <source>Import annulé : tout est comme avant.</source>
        <translation>Import undone: everything is as it was.</translation>
    </message>
</context>
<context>
    <name>FormDialog</name>
    <message>
        <source>Annuler</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>HistoryModel</name>
    <message>
        <source>Fichier</source>
        <translation>File</translation>
    </message>
    <message>
        <source>Contenu</source>
        <translation>Content</translation>
    </message>
    <message>
        <source>Quand</source>
        <translation>When</translation>
    </message>
    <message>
        <source>Par</source>
        <translation>By</translation>
    </message>
    <message>
        <source>Résultat</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>Annulé {when} par {who}</source>
        <translation>Undone {when} by {who}</translation>
    </message>
    <message>
        <source>Pas terminé</source>
        <translation>Not finished</translation>
    </message>
</context>
<context>
    <name>HostDialog</name>
    <message>
        <source>Héberger sur cet ordinateur</source>
        <translation>Host on this computer</translation>
    </message>
    <message>
        <source>Les ordinateurs de ces réseaux pourront rejoindre le bureau avec une invitation. La base redémarre : fermez d’abord les autres fenêtres de ce bureau.</source>
        <translation>Computers of these networks will be able to join the office with an invitation. The database restarts: close the other windows of this office first.</translation>
    </message>
    <message>
        <source>Héberger</source>
        <translation>Host</translation>
    </message>
    <message>
        <source>Réseaux admis</source>
        <translation>Networks admitted</translation>
    </message>
    <message>
        <source>par exemple 192.168.1.0/24</source>
        <translation>for example 192.168.1.0/24</translation>
    </message>
    <message>
        <source>Nom de cet ordinateur sur le réseau (facultatif)</source>
        <translation>This computer’s name on the network (optional)</translation>
    </message>
    <message>
        <source>par exemple bureau.local</source>
        <translation>for example office.local</translation>
    </message>
    <message>
        <source>Nombre de postes prévus</source>
        <translation>Number of desks to be ready for</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Un bureau a de 1 à 400 postes.</source>
        <translation>An office has 1 to 400 desks.</translation>
    </message>
    <message>
        <source>Un port va de 1024 à 65535.</source>
        <translation>A port is from 1024 to 65535.</translation>
    </message>
</context>
<context>
    <name>HostingCard</name>
    <message>
        <source>Plusieurs ordinateurs</source>
        <translation>Several computers</translation>
    </message>
    <message>
        <source>Héberger sur cet ordinateur…</source>
        <translation>Host on this computer…</translation>
    </message>
    <message>
        <source>Ne plus héberger</source>
        <translation>Stop hosting</translation>
    </message>
    <message>
        <source>Sur un serveur</source>
        <translation>On a server</translation>
    </message>
    <message>
        <source>La base est sur un serveur à part : qui le tient dit qui s’y connecte.</source>
        <translation>The database is on a server of its own: whoever runs it says who may connect.</translation>
    </message>
    <message>
        <source>Serveur</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Cet ordinateur seulement</source>
        <translation>This computer only</translation>
    </message>
    <message>
        <source>Hébergez le bureau pour que d’autres ordinateurs du même réseau le rejoignent, chacun avec une invitation. Tout est chiffré.</source>
        <translation>Host the office so that other computers of the same network can join it, each with an invitation. Everything is encrypted.</translation>
    </message>
    <message>
        <source>Dossier</source>
        <translation>Folder</translation>
    </message>
    <message>
        <source>Hébergé ici</source>
        <translation>Hosted here</translation>
    </message>
    <message>
        <source>Changer de réseau…</source>
        <translation>Other networks…</translation>
    </message>
    <message>
        <source>La base redémarre et s’ouvre au réseau…</source>
        <translation>The database restarts and opens to the network…</translation>
    </message>
    <message>
        <source>La base redémarre et se ferme au réseau…</source>
        <translation>The database restarts and closes to the network…</translation>
    </message>
    <message>
        <source>Adresse</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>{places}, port {port}</source>
        <translation>{places}, port {port}</translation>
    </message>
    <message>
        <source>Réseaux admis</source>
        <translation>Networks admitted</translation>
    </message>
    <message>
        <source>Héberger sur le port {port}…</source>
        <translation>Host on port {port}…</translation>
    </message>
    <message>
        <source>Restauré, pas encore hébergé ici</source>
        <translation>Restored, not hosted here yet</translation>
    </message>
    <message>
        <source>Il répondait sur le port {port}, qu’un autre programme occupe ici ; le port {free} est libre. Ses postes cherchent encore l’ancien : invitez-les de nouveau.</source>
        <translation>It answered on port {port}, which another program uses here; port {free} is free. Its desks still look for the former one: invite them again.</translation>
    </message>
    <message>
        <source>Il répondait sur le port {port}, qu’un autre programme occupe ici : fermez ce programme, puis hébergez le bureau.</source>
        <translation>It answered on port {port}, which another program uses here: close that program, then host the office.</translation>
    </message>
    <message>
        <source>Son port {port} est libre ici : hébergez-le, ses postes le retrouveront à la même adresse.</source>
        <translation>Its port {port} is free here: host it, and its desks find it again at the same address.</translation>
    </message>
    <message>
        <source>Adresse d’avant</source>
        <translation>Former address</translation>
    </message>
    <message>
        <source>Prêt pour</source>
        <translation>Ready for</translation>
    </message>
    <message>
        <source>{n} postes</source>
        <translation>{n} desks</translation>
    </message>
    <message>
        <source>Empreinte</source>
        <translation>Fingerprint</translation>
    </message>
    <message>
        <source>Certificat</source>
        <translation>Certificate</translation>
    </message>
    <message>
        <source>jusqu’au {day}</source>
        <translation>until {day}</translation>
    </message>
</context>
<context>
    <name>HoursCard</name>
    <message>
        <source>Par heure</source>
        <translation>By hour</translation>
    </message>
    <message>
        <source>tentatives</source>
        <translation>attempts</translation>
    </message>
    <message>
        <source>contacts</source>
        <translation>contacts</translation>
    </message>
    <message>
        <source>conversations</source>
        <translation>conversations</translation>
    </message>
    <message>
        <source>Aucun appel dans les dernières heures. Les barres viendront avec les appels.</source>
        <translation>No call in the last hours. The bars will come with the calls.</translation>
    </message>
</context>
<context>
    <name>HoursChart</name>
    <message>
        <source>Appels par heure</source>
        <translation>Calls by hour</translation>
    </message>
    <message>
        <source>{hour} : {attempts} tentatives, {contacts} contacts, {conversations} conversations, taux de contact {rate}.</source>
        <translation>{hour}: {attempts} attempts, {contacts} contacts, {conversations} conversations, contact rate {rate}.</translation>
    </message>
    <message>
        <source>Taux de contact</source>
        <translation>Contact rate</translation>
    </message>
</context>
<context>
    <name>InviteDialog</name>
    <message>
        <source>Inviter un poste</source>
        <translation>Invite a desk</translation>
    </message>
    <message>
        <source>L’invitation sert une seule fois, à un seul ordinateur.</source>
        <translation>The invitation serves once, for one computer.</translation>
    </message>
    <message>
        <source>Préparer l’invitation</source>
        <translation>Prepare the invitation</translation>
    </message>
    <message>
        <source>Nom du poste</source>
        <translation>Name of the desk</translation>
    </message>
    <message>
        <source>par exemple « Salle 2 » ; facultatif</source>
        <translation>for example “Room 2”; optional</translation>
    </message>
    <message>
        <source>Valable</source>
        <translation>Good for</translation>
    </message>
    <message>
        <source>1 heure</source>
        <translation>1 hour</translation>
    </message>
    <message>
        <source>1 jour</source>
        <translation>1 day</translation>
    </message>
    <message>
        <source>1 semaine</source>
        <translation>1 week</translation>
    </message>
    <message>
        <source>À remettre comme une clé, avant {until} : qui l’a peut prendre la place du poste.</source>
        <translation>Hand it over like a key, before {until}: whoever has it can take the desk’s place.</translation>
    </message>
    <message>
        <source>Code QR de l’invitation</source>
        <translation>QR code of the invitation</translation>
    </message>
    <message>
        <source>Empreinte, à comparer de vive voix</source>
        <translation>Fingerprint, to be compared aloud</translation>
    </message>
    <message>
        <source>Enregistrer…</source>
        <translation>Save…</translation>
    </message>
    <message>
        <source>Copier</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>Fermer</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Enregistré : {file}</source>
        <translation>Saved: {file}</translation>
    </message>
    <message>
        <source>Enregistrer l’invitation</source>
        <translation>Save the invitation</translation>
    </message>
    <message>
        <source>Invitations (*.json)</source>
        <translation>Invitations (*.json)</translation>
    </message>
    <message>
        <source>Copié</source>
        <translation>Copied</translation>
    </message>
</context>
<context>
    <name>JoinForm</name>
    <message>
        <source>Invitation : fichier, ou texte collé</source>
        <extracomment>An invitation&apos;s text is longer, a file&apos;s path shorter.</extracomment>
        <translation>Invitation: file, or pasted text</translation>
    </message>
    <message>
        <source>Choisir…</source>
        <translation>Choose…</translation>
    </message>
    <message>
        <source>Nom de ce poste, par exemple « Salle 2 » (facultatif)</source>
        <translation>This desk’s name, such as “Room 2” (optional)</translation>
    </message>
    <message>
        <source>Cet ordinateur n’a pas de trousseau de clés : une phrase secrète protégera le poste, et sera demandée à chaque ouverture.</source>
        <translation>This computer has no key ring: a passphrase will protect the desk, and is asked each time it opens.</translation>
    </message>
    <message>
        <source>Phrase secrète du poste</source>
        <translation>The desk’s passphrase</translation>
    </message>
    <message>
        <source>La même, encore une fois</source>
        <translation>The same, once more</translation>
    </message>
    <message>
        <source>Rejoindre le bureau</source>
        <translation>Join the office</translation>
    </message>
    <message>
        <source>Retour</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Empreinte, à comparer de vive voix avec le bureau : {letters}</source>
        <translation>Fingerprint, to be compared aloud with the office: {letters}</translation>
    </message>
    <message>
        <source>On appelle le bureau…</source>
        <translation>Calling the office…</translation>
    </message>
    <message>
        <source>Invitations (*.json);;Tous les fichiers (*)</source>
        <translation>Invitations (*.json);;All files (*)</translation>
    </message>
    <message>
        <source>Invitation</source>
        <translation>Invitation</translation>
    </message>
</context>
<context>
    <name>LeftColumn</name>
    <message>
        <source>La fiche</source>
        <translation>The line</translation>
    </message>
    <message>
        <source>À qui parlez-vous ?</source>
        <translation>Who are you speaking to?</translation>
    </message>
    <message>
        <source>Bureau de vote</source>
        <translation>Polling station</translation>
    </message>
    <message>
        <source>Avant cet appel</source>
        <translation>Before this call</translation>
    </message>
    <message>
        <source>Vous demandez</source>
        <translation>You ask for</translation>
    </message>
    <message>
        <source>Bureau de vote {code}</source>
        <translation>Polling station {code}</translation>
    </message>
    <message>
        <source>Premier contact : personne n’a encore appelé.</source>
        <translation>First contact: nobody has called yet.</translation>
    </message>
</context>
<context>
    <name>LiftChart</name>
    <message>
        <source>Gain</source>
        <translation>Lift</translation>
    </message>
    <message>
        <source>Parmi les {share} les mieux notés, {abstained} d’abstention.</source>
        <translation>Among the highest {share}, {abstained} abstained.</translation>
    </message>
    <message>
        <source>{share} premiers</source>
        <translation>top {share}</translation>
    </message>
    <message>
        <source>tous</source>
        <translation>all</translation>
    </message>
    <message>
        <source>Abstention</source>
        <translation>Abstention</translation>
    </message>
</context>
<context>
    <name>ListBuilder</name>
    <message>
        <source>Nom de la liste</source>
        <translation>Name of the list</translation>
    </message>
    <message>
        <source>Conditions à remplir</source>
        <translation>Conditions to meet</translation>
    </message>
    <message>
        <source>Toutes les conditions</source>
        <translation>All conditions</translation>
    </message>
    <message>
        <source>Une condition suffit</source>
        <translation>One condition is enough</translation>
    </message>
    <message>
        <source>Ajouter une condition</source>
        <translation>Add a condition</translation>
    </message>
    <message>
        <source>La liste en une phrase</source>
        <translation>The list in a sentence</translation>
    </message>
    <message>
        <source>Supprimer</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>En faire une campagne</source>
        <translation>Make a campaign of it</translation>
    </message>
    <message>
        <source>Enregistrer</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Une condition ne peut pas être utilisée : retirez-la.</source>
        <translation>A condition cannot be used: remove it.</translation>
    </message>
    <message>
        <source>Choisissez au moins une valeur à chaque condition.</source>
        <translation>Choose at least one value for each condition.</translation>
    </message>
    <message>
        <source>Une autre liste porte déjà ce nom.</source>
        <translation>Another list has this name already.</translation>
    </message>
    <message>
        <source>Aucun tour n’est connu : importez d’abord l’émargement d’un tour.</source>
        <translation>No round is known: import a round’s turnout first.</translation>
    </message>
    <message>
        <source>On compte…</source>
        <translation>Counting…</translation>
    </message>
    <message>
        <source>{n} personne</source>
        <translation>{n} person</translation>
    </message>
    <message>
        <source>{n} personnes</source>
        <translation>{n} people</translation>
    </message>
    <message>
        <source>{n} ligne</source>
        <translation>{n} line</translation>
    </message>
    <message>
        <source>{n} lignes</source>
        <translation>{n} lines</translation>
    </message>
    <message>
        <source>{n} joignable</source>
        <translation>{n} reachable</translation>
    </message>
    <message>
        <source>{n} joignables</source>
        <translation>{n} reachable</translation>
    </message>
    <message>
        <source>{people}, {reached} sur {lines} · {round}</source>
        <translation>{people}, {reached} on {lines} · {round}</translation>
    </message>
</context>
<context>
    <name>Listening</name>
    <message>
        <source>Aucune synthèse vocale ici : installez espeak-ng pour écouter le script.</source>
        <translation>No speech engine here: install espeak-ng to hear the script.</translation>
    </message>
    <message>
        <source>Aucune voix pour cette langue sur ce poste ; le script se lit à l’écran.</source>
        <translation>No voice for this language on this computer; read the script on screen.</translation>
    </message>
    <message>
        <source>Le programme aplay manque : installez alsa-utils pour écouter le script.</source>
        <translation>The program aplay is missing: install alsa-utils to hear the script.</translation>
    </message>
    <message>
        <source>Aucune carte son ne répond : vérifiez le casque et le son du système.</source>
        <translation>No sound card answers: check the headset and the system’s sound.</translation>
    </message>
    <message>
        <source>Ce texte est trop long pour être lu à voix haute.</source>
        <translation>This text is too long to be read aloud.</translation>
    </message>
    <message>
        <source>Il n’y a rien à lire à voix haute ici.</source>
        <translation>There is nothing to read aloud here.</translation>
    </message>
    <message>
        <source>La synthèse vocale n’a pas répondu ; réessayez.</source>
        <translation>The speech engine did not answer; try again.</translation>
    </message>
    <message>
        <source>La synthèse vocale s’est arrêtée ; réessayez.</source>
        <translation>The speech engine stopped; try again.</translation>
    </message>
</context>
<context>
    <name>ListsPage</name>
    <message>
        <source>Les listes n’ont pas pu être lues : le bureau ne répond pas.</source>
        <translation>The lists could not be read: the office does not answer.</translation>
    </message>
    <message>
        <source>Listes et campagnes</source>
        <translation>Lists and campaigns</translation>
    </message>
    <message>
        <source>Campagnes</source>
        <translation>Campaigns</translation>
    </message>
    <message>
        <source>Listes</source>
        <translation>Lists</translation>
    </message>
    <message>
        <source>Entre les deux tours</source>
        <translation>Between the rounds</translation>
    </message>
    <message>
        <source>Réessayer</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>Supprimer la liste « {name} » ?</source>
        <translation>Delete the list “{name}”?</translation>
    </message>
    <message>
        <source>Les campagnes faites avec elle restent comme elles sont.</source>
        <translation>Campaigns made with it stay as they are.</translation>
    </message>
    <message>
        <source>Supprimer</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>Clore cette campagne ?</source>
        <translation>Close this campaign?</translation>
    </message>
    <message>
        <source>Plus personne n’est appelé dans cette campagne, rappels promis compris. Elle peut être rouverte jusqu’au vote.</source>
        <translation>Nobody is called in this campaign any more, promised callbacks included. It can be opened again until the vote.</translation>
    </message>
    <message>
        <source>Clore</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Liste enregistrée.</source>
        <translation>List saved.</translation>
    </message>
    <message>
        <source>Liste supprimée.</source>
        <translation>List deleted.</translation>
    </message>
    <message>
        <source>La campagne est ouverte : les appels peuvent commencer.</source>
        <translation>The campaign is open: calls can begin.</translation>
    </message>
    <message>
        <source>Cela n’a pas été fait : le bureau l’a refusé. Regardez l’état.</source>
        <translation>This was not done: the office refused it. Look at the state.</translation>
    </message>
    <message>
        <source>La campagne n’a pas été créée : le nom est pris, le tour est passé, ou personne ne peut être appelé.</source>
        <translation>The campaign was not created: the name is taken, the round is over, or nobody can be called.</translation>
    </message>
    <message>
        <source>Campagne « {name} » créée.</source>
        <translation>Campaign “{name}” created.</translation>
    </message>
</context>
<context>
    <name>LockPage</name>
    <message>
        <source>Poste verrouillé</source>
        <translation>Desk locked</translation>
    </message>
    <message>
        <source>{name}, votre code PIN rouvre le poste là où vous en étiez.</source>
        <translation>{name}, your PIN opens the desk where you left it.</translation>
    </message>
    <message>
        <source>Une autre personne prend ce poste</source>
        <translation>Somebody else takes this desk</translation>
    </message>
    <message>
        <source>Un appel attend que vous disiez comment il s’est passé.</source>
        <translation>A call waits for you to say how it went.</translation>
    </message>
    <message>
        <source>Votre fiche est retournée dans la file.</source>
        <translation>Your card went back to the queue.</translation>
    </message>
    <message>
        <source>Ce n’est pas le bon code PIN.</source>
        <translation>That is not the right PIN.</translation>
    </message>
    <message>
        <source>Trop d’essais.</source>
        <translation>Too many tries.</translation>
    </message>
    <message>
        <source>Ce poste n’est plus admis : demandez à votre superviseur.</source>
        <translation>This desk is no longer admitted: ask your supervisor.</translation>
    </message>
    <message>
        <source>Cela n’a pas marché : réessayez.</source>
        <translation>That did not work: try again.</translation>
    </message>
    <message>
        <source>Votre fiche vous est gardée encore {wait}.</source>
        <translation>Your card is kept for you for {wait} more.</translation>
    </message>
    <message>
        <source>Votre fiche va retourner dans la file.</source>
        <translation>Your card is about to go back to the queue.</translation>
    </message>
</context>
<context>
    <name>LockedScreen</name>
    <message>
        <source>Déverrouiller</source>
        <translation>Unlock</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Bureau d’entraînement : le code est {pin}</source>
        <translation>Practice office: the PIN is {pin}</translation>
    </message>
    <message>
        <source>Dites d’abord comment cet appel s’est passé, puis fermez.</source>
        <translation>Say first how this call went, then close.</translation>
    </message>
    <message>
        <source>Le résultat que vous venez de donner est gardé.</source>
        <translation>The result you have just given is kept.</translation>
    </message>
</context>
<context>
    <name>MessagePage</name>
    <message>
        <source>Aucune campagne ouverte</source>
        <translation>No campaign is open</translation>
    </message>
    <message>
        <source>Demandez à votre superviseur d’en ouvrir une.</source>
        <translation>Ask your supervisor to open one.</translation>
    </message>
    <message>
        <source>Regarder encore</source>
        <translation>Look again</translation>
    </message>
    <message>
        <source>Pour quelle campagne ?</source>
        <translation>For which campaign?</translation>
    </message>
    <message>
        <source>{day} · {done} sur {lines}</source>
        <translation>{day} · {done} of {lines}</translation>
    </message>
    <message>
        <source>Un instant…</source>
        <translation>One moment…</translation>
    </message>
    <message>
        <source>La prochaine fiche arrive.</source>
        <translation>The next line is coming.</translation>
    </message>
    <message>
        <source>Regarder maintenant</source>
        <translation>Look now</translation>
    </message>
    <message>
        <source>Cette page se rafraîchit d’elle-même.</source>
        <translation>This page refreshes by itself.</translation>
    </message>
    <message>
        <source>La réservation est terminée</source>
        <translation>The reservation is over</translation>
    </message>
    <message>
        <source>Cette ligne est retournée dans la file, personne n’a été appelé.</source>
        <translation>This line went back to the queue; nobody was called.</translation>
    </message>
    <message>
        <source>Cette personne ne veut plus être appelée</source>
        <translation>This person does not want to be called</translation>
    </message>
    <message>
        <source>Elle vient de s’y opposer. La ligne est fermée partout.</source>
        <translation>They have just objected. The line is closed everywhere.</translation>
    </message>
    <message>
        <source>Ce numéro vient d’être retiré</source>
        <translation>This number was just retired</translation>
    </message>
    <message>
        <source>Un collègue a signalé qu’il n’est pas le bon.</source>
        <translation>A colleague reported that it is not the right one.</translation>
    </message>
    <message>
        <source>La campagne est en pause</source>
        <translation>The campaign is paused</translation>
    </message>
    <message>
        <source>Votre superviseur l’a arrêtée pendant que la fiche était ouverte.</source>
        <translation>Your supervisor stopped it while the line was open.</translation>
    </message>
    <message>
        <source>Assez d’essais pour cette ligne</source>
        <translation>Enough tries for this line</translation>
    </message>
    <message>
        <source>Elle a déjà été appelée autant de fois que permis.</source>
        <translation>It has been called as often as allowed.</translation>
    </message>
    <message>
        <source>Cette ligne n’est plus à appeler</source>
        <translation>This line is no longer to be called</translation>
    </message>
    <message>
        <source>Elle a changé pendant que la fiche était ouverte.</source>
        <translation>It changed while it was open here.</translation>
    </message>
    <message>
        <source>Ligne suivante</source>
        <translation>Next line</translation>
    </message>
    <message>
        <source>En pause</source>
        <translation>Paused</translation>
    </message>
    <message>
        <source>Aucune fiche n’est réservée pour vous. Revenez quand vous voulez.</source>
        <translation>No line is held for you. Come back whenever you like.</translation>
    </message>
    <message>
        <source>Reprendre les appels</source>
        <translation>Go on calling</translation>
    </message>
    <message>
        <source>Le bureau ne répond pas</source>
        <translation>The office does not answer</translation>
    </message>
    <message>
        <source>Ce que vous avez saisi est gardé sur ce poste et partira dès le retour du réseau. Aucune nouvelle fiche n’est servie d’ici là.</source>
        <translation>What you entered is kept on this computer and leaves as soon as the network is back. No new line is served until then.</translation>
    </message>
    <message>
        <source>Réessayer</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>Un nouvel essai se fait toutes les cinq secondes.</source>
        <translation>It is tried again every five seconds.</translation>
    </message>
</context>
<context>
    <name>MyCallsDialog</name>
    <message>
        <source>Vos derniers appels</source>
        <translation>Your last calls</translation>
    </message>
    <message>
        <source>Aucun appel pour l’instant.</source>
        <translation>No call yet.</translation>
    </message>
    <message>
        <source>Fermer</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Personne inconnue</source>
        <translation>Unknown person</translation>
    </message>
    <message>
        <source>Corriger</source>
        <translation>Correct</translation>
    </message>
</context>
<context>
    <name>Names</name>
    <message>
        <source>Cherchez votre nom</source>
        <translation>Find your name</translation>
    </message>
    <message>
        <source>Noms</source>
        <translation>Names</translation>
    </message>
    <message>
        <source>Aucun nom ne correspond. Votre superviseur peut vous ajouter.</source>
        <translation>No name matches. Your supervisor can add you.</translation>
    </message>
    <message>
        <source>{name} · superviseur</source>
        <translation>{name} · supervisor</translation>
    </message>
</context>
<context>
    <name>NoteField</name>
    <message>
        <source>Note pour un prochain appel (F4)</source>
        <translation>Note for a later call (F4)</translation>
    </message>
    <message>
        <source>Note (F4)</source>
        <translation>Note (F4)</translation>
    </message>
    <message>
        <source>Note pour un prochain appel</source>
        <translation>Note for a later call</translation>
    </message>
</context>
<context>
    <name>OfficePage</name>
    <message>
        <source>Réglages du bureau</source>
        <translation>The office’s settings</translation>
    </message>
    <message>
        <source>Le bureau</source>
        <translation>The office</translation>
    </message>
</context>
<context>
    <name>OfficePresenter</name>
    <message>
        <source>Les postes de ce réseau peuvent rejoindre le bureau.</source>
        <translation>Desks of this network may join the office.</translation>
    </message>
    <message>
        <source>Le bureau ne sert plus que cet ordinateur.</source>
        <translation>The office serves this computer only.</translation>
    </message>
    <message>
        <source>Le système démarrera le bureau.</source>
        <translation>The system will start the office.</translation>
    </message>
    <message>
        <source>Le bureau ne démarrera plus tout seul.</source>
        <translation>The office no longer starts by itself.</translation>
    </message>
    <message>
        <source>La sauvegarde est faite, et a été essayée.</source>
        <translation>The backup is made, and was tried.</translation>
    </message>
    <message>
        <source>La sauvegarde contient bien tout le bureau.</source>
        <translation>The backup does hold the whole office.</translation>
    </message>
    <message>
        <source>Arrêté ; rien n’est resté à moitié fait.</source>
        <translation>Stopped; nothing was left half done.</translation>
    </message>
    <message>
        <source>Le poste est retiré ; sa fiche est retournée dans la file.</source>
        <translation>The desk is out of service; its line went back to the queue.</translation>
    </message>
    <message>
        <source>Le poste est retiré.</source>
        <translation>The desk is out of service.</translation>
    </message>
    <message>
        <source>Réglages enregistrés.</source>
        <translation>Settings saved.</translation>
    </message>
    <message>
        <source>Chacun relira la charte avant sa prochaine fiche.</source>
        <translation>Everybody reads the charter again before their next line.</translation>
    </message>
    <message>
        <source>La charte en est à sa version {n}.</source>
        <translation>The charter is at version {n}.</translation>
    </message>
    <message>
        <source>Cela n’a pas marché ; l’erreur est dans le journal.</source>
        <translation>That did not work; the error is in the log.</translation>
    </message>
</context>
<context>
    <name>OrderCard</name>
    <message>
        <source>Dans l’ordre</source>
        <translation>In order</translation>
    </message>
    <message>
        <source>Saisir un émargement à la main</source>
        <translation>Type a signed list by hand</translation>
    </message>
    <message>
        <source>{kind} : fait</source>
        <translation>{kind}: done</translation>
    </message>
    <message>
        <source>Qui peut voter, où. Tout le reste s’y rattache.</source>
        <translation>Who may vote, and where. All the rest is linked to it.</translation>
    </message>
    <message>
        <source>Qui a voté aux tours passés : le tri vient de là.</source>
        <translation>Who voted in past rounds: the choice comes from there.</translation>
    </message>
    <message>
        <source>Les téléphones, avec leur origine et les oppositions.</source>
        <translation>Telephones, with their origin and the objections.</translation>
    </message>
    <message>
        <source>Adresses et horaires, pour les dire au téléphone.</source>
        <translation>Addresses and hours, to tell them on the telephone.</translation>
    </message>
    <message>
        <source>Nos voix par bureau, pour choisir où appeler d’abord.</source>
        <translation>Our votes by bureau, to choose where to call first.</translation>
    </message>
</context>
<context>
    <name>OrphansDialog</name>
    <message>
        <source>Résultats sans appel</source>
        <translation>Outcomes without a call</translation>
    </message>
    <message>
        <source>Fermer</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Un poste a noté ces résultats, et le bureau ne sait plus pour quel appel. Classez-les, ou écartez-les ; une opposition a déjà été appliquée.</source>
        <translation>A desk logged these outcomes, and the office no longer knows for which call. File them, or set them aside; an objection was applied already.</translation>
    </message>
    <message>
        <source>Plus rien n’attend.</source>
        <translation>Nothing waits any more.</translation>
    </message>
    <message>
        <source>Résultat inconnu</source>
        <translation>Unknown outcome</translation>
    </message>
    <message>
        <source>« {what} », noté au poste {desk}</source>
        <translation>“{what}”, logged at the desk {desk}</translation>
    </message>
    <message>
        <source>Classer : {place}</source>
        <translation>File: {place}</translation>
    </message>
    <message>
        <source>Aucun appel ni aucune ligne ne correspond.</source>
        <translation>No call and no line fits.</translation>
    </message>
    <message>
        <source>Écarter</source>
        <translation>Set aside</translation>
    </message>
    <message>
        <source>Appel de {caller}, {when} : {people} ({campaign})</source>
        <translation>Call by {caller}, {when}: {people} ({campaign})</translation>
    </message>
    <message>
        <source>Ligne : {people} ({campaign})</source>
        <translation>Line: {people} ({campaign})</translation>
    </message>
</context>
<context>
    <name>OrphansPresenter</name>
    <message>
        <source>Le résultat est classé.</source>
        <translation>The outcome is filed.</translation>
    </message>
    <message>
        <source>Le résultat est classé ; la ligne avait déjà été servie à nouveau.</source>
        <translation>The outcome is filed; the line had been served again already.</translation>
    </message>
    <message>
        <source>Cet appel a déjà un résultat : classez-le ailleurs.</source>
        <translation>That call has an outcome already: file it elsewhere.</translation>
    </message>
    <message>
        <source>Un collègue tient cette ligne : réessayez dans quelques minutes.</source>
        <translation>A colleague holds that line: try again in a few minutes.</translation>
    </message>
    <message>
        <source>Ce résultat ne convient pas à cet appel.</source>
        <translation>This outcome does not fit that call.</translation>
    </message>
    <message>
        <source>Il est déjà classé.</source>
        <translation>It is filed already.</translation>
    </message>
    <message>
        <source>Le résultat est écarté.</source>
        <translation>The outcome is set aside.</translation>
    </message>
</context>
<context>
    <name>OutcomeDetails</name>
    <message>
        <source>Le matin</source>
        <translation>Morning</translation>
    </message>
    <message>
        <source>L’après-midi</source>
        <translation>Afternoon</translation>
    </message>
    <message>
        <source>Le soir</source>
        <translation>Evening</translation>
    </message>
    <message>
        <source>Quand la personne est-elle là ?</source>
        <translation>When is the person there?</translation>
    </message>
    <message>
        <source>Arabe</source>
        <translation>Arabic</translation>
    </message>
    <message>
        <source>Portugais</source>
        <translation>Portuguese</translation>
    </message>
    <message>
        <source>Turc</source>
        <translation>Turkish</translation>
    </message>
    <message>
        <source>Espagnol</source>
        <translation>Spanish</translation>
    </message>
    <message>
        <source>Anglais</source>
        <translation>English</translation>
    </message>
    <message>
        <source>Chinois</source>
        <translation>Chinese</translation>
    </message>
    <message>
        <source>Italien</source>
        <translation>Italian</translation>
    </message>
    <message>
        <source>Tamoul</source>
        <translation>Tamil</translation>
    </message>
    <message>
        <source>Quelle langue ?</source>
        <translation>Which language?</translation>
    </message>
</context>
<context>
    <name>OutcomePanel</name>
    <message>
        <source>Autre…</source>
        <translation>Other…</translation>
    </message>
    <message>
        <source>Information donnée (F7)</source>
        <translation>Information given (F7)</translation>
    </message>
    <message>
        <source>Enregistrer sans ces réponses</source>
        <translation>Save without those answers</translation>
    </message>
    <message>
        <source>Garder le résultat</source>
        <translation>Keep the outcome</translation>
    </message>
    <message>
        <source>Échap</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Choisir un autre résultat</source>
        <translation>Choose another outcome</translation>
    </message>
    <message>
        <source>Corriger l’appel : {name}</source>
        <translation>Correct the call: {name}</translation>
    </message>
    <message>
        <source>Corriger l’appel précédent</source>
        <translation>Correct the previous call</translation>
    </message>
    <message>
        <source>Que s’est-il passé avec cet appel ?</source>
        <translation>What happened with this call?</translation>
    </message>
    <message>
        <source>Comment s’est passé l’appel ?</source>
        <translation>How did the call go?</translation>
    </message>
    <message>
        <source>Les plus fréquents…</source>
        <translation>The usual ones…</translation>
    </message>
    <message>
        <source>Corriger</source>
        <translation>Correct</translation>
    </message>
    <message>
        <source>Enregistrement…</source>
        <translation>Saving…</translation>
    </message>
    <message>
        <source>Enregistrer et suivant</source>
        <translation>Save and next</translation>
    </message>
    <message>
        <source>Opposition gardée sur ce poste ; elle part dès le retour du réseau.</source>
        <translation>Objection kept on this computer; it leaves as soon as the network is back.</translation>
    </message>
    <message>
        <source>Opposition enregistrée. Lisez ce code à la personne :</source>
        <translation>Objection recorded. Read this code to the person:</translation>
    </message>
    <message>
        <source>Choisissez d’abord comment l’appel s’est passé.</source>
        <translation>Choose first how the call went.</translation>
    </message>
    <message>
        <source>Choisissez à qui vous avez parlé, à gauche.</source>
        <translation>Choose whom you spoke to, on the left.</translation>
    </message>
    <message>
        <source>Choisissez quand rappeler.</source>
        <translation>Choose when to call back.</translation>
    </message>
    <message>
        <source>Une réponse donne une opinion : dites d’où viennent les données (F7), cochez, puis enregistrez.</source>
        <translation>An answer tells an opinion: say where the data come from (F7), tick the box, then save.</translation>
    </message>
</context>
<context>
    <name>OutlookCard</name>
    <message>
        <source>Personnes</source>
        <translation>People</translation>
    </message>
    <message>
        <source>à joindre</source>
        <translation>to reach</translation>
    </message>
    <message>
        <source>Personnes à joindre sur ces lignes.</source>
        <translation>People to reach on these lines.</translation>
    </message>
    <message>
        <source>Qui hésitent</source>
        <translation>Who hesitate</translation>
    </message>
    <message>
        <source>parmi elles</source>
        <translation>among them</translation>
    </message>
    <message>
        <source>Celles dont la chance de voter est entre 25 et 75 %.</source>
        <translation>Those whose chance of voting is between 25 and 75%.</translation>
    </message>
    <message>
        <source>Votants de plus</source>
        <translation>More voters</translation>
    </message>
    <message>
        <source>à attendre</source>
        <translation>to expect</translation>
    </message>
    <message>
        <source>L’effet mesuré d’un appel tranquille (3,8 points au milieu) × la chance de joindre, sur toutes ces personnes.</source>
        <translation>The measured effect of an unhurried call (3.8 points in the middle) × the chance of an answer, over all these people.</translation>
    </message>
    <message>
        <source>Voix pour nous</source>
        <translation>Votes for us</translation>
    </message>
    <message>
        <source>Votants de plus × notre part dans leur bureau.</source>
        <translation>More voters × our share in their bureau.</translation>
    </message>
    <message>
        <source>Heures d’appel</source>
        <translation>Hours of calling</translation>
    </message>
    <message>
        <source>d’une personne</source>
        <translation>of one person</translation>
    </message>
    <message>
        <source>Lignes × appels attendus par ligne ÷ appels par heure.</source>
        <translation>Lines × calls expected a line ÷ calls an hour.</translation>
    </message>
    <message>
        <source>Un instant…</source>
        <translation>One moment…</translation>
    </message>
    <message>
        <source>La liste entière : {people} personnes, {lines} lignes, {voters} votants de plus, {hours} heures d’appel.</source>
        <translation>The whole list: {people} people, {lines} lines, {voters} more voters, {hours} hours of calling.</translation>
    </message>
    <message>
        <source>Sur la première ligne</source>
        <translation>On the first line</translation>
    </message>
    <message>
        <source>Sur les {n} premières lignes</source>
        <translation>Of the first {n} lines</translation>
    </message>
    <message>
        <source>{first}, rien ne change.</source>
        <translation>{first}, nothing changes.</translation>
    </message>
    <message>
        <source>{n} entre et autant sort</source>
        <translation>{n} comes in and as many go out</translation>
    </message>
    <message>
        <source>{n} entrent et autant sortent</source>
        <translation>{n} come in and as many go out</translation>
    </message>
    <message>
        <source>{first}, {moved}.</source>
        <translation>{first}, {moved}.</translation>
    </message>
</context>
<context>
    <name>PassphraseDialog</name>
    <message>
        <source>Phrase secrète des sauvegardes</source>
        <translation>Passphrase of the backups</translation>
    </message>
    <message>
        <source>Sauvegarder</source>
        <translation>Back up</translation>
    </message>
    <message>
        <source>Vérifier</source>
        <translation>Check</translation>
    </message>
    <message>
        <source>Phrase secrète</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>La même, encore une fois</source>
        <translation>The same, once more</translation>
    </message>
    <message>
        <source>Je ne l’ai plus : en choisir une autre</source>
        <translation>I no longer have it: choose another</translation>
    </message>
    <message>
        <source>Les deux phrases ne sont pas les mêmes.</source>
        <translation>The two passphrases are not the same.</translation>
    </message>
    <message>
        <source>Donnez la phrase secrète.</source>
        <translation>Give the passphrase.</translation>
    </message>
    <message>
        <source>Cet ordinateur n’a pas de trousseau de clés : la sauvegarde est scellée par une phrase de douze caractères ou plus, que vous seul gardez. Sans elle, rien ne la rouvre : notez-la ailleurs qu’ici.</source>
        <translation>This computer has no key ring: the backup is sealed with a passphrase of twelve characters or more, which you alone keep. Nothing opens it without: write it down elsewhere than here.</translation>
    </message>
    <message>
        <source>Cet ordinateur n’a pas de trousseau de clés : donnez la phrase qui scelle déjà les sauvegardes de ce bureau.</source>
        <translation>This computer has no key ring: give the passphrase that already seals this office’s backups.</translation>
    </message>
    <message>
        <source>La nouvelle phrase scelle les sauvegardes à venir ; celles d’avant restent fermées par l’ancienne. Douze caractères ou plus, notés ailleurs qu’ici.</source>
        <translation>The new passphrase seals the backups to come; earlier ones stay closed by the old one. Twelve characters or more, written down elsewhere than here.</translation>
    </message>
</context>
<context>
    <name>Picker</name>
    <message>
        <source>Choisir…</source>
        <translation>Choose…</translation>
    </message>
    <message>
        <source>{first} et {n} autres</source>
        <translation>{first} and {n} others</translation>
    </message>
</context>
<context>
    <name>PinPad</name>
    <message>
        <source>Code PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Effacer le dernier chiffre</source>
        <translation>Erase the last digit</translation>
    </message>
</context>
<context>
    <name>PinShown</name>
    <message>
        <source>Copier</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>Imprimer…</source>
        <translation>Print…</translation>
    </message>
    <message>
        <source>Une autre personne</source>
        <translation>Somebody else</translation>
    </message>
    <message>
        <source>C’est noté</source>
        <translation>Noted</translation>
    </message>
    <message>
        <source>Son code PIN, montré une seule fois. Donnez-le à cette personne seule : un papier plié, ou de vive voix. Elle lira la charte à sa première connexion.</source>
        <translation>Their PIN, shown only once. Give it to this person alone: on folded paper, or by word of mouth. They will read the charter when they first sign in.</translation>
    </message>
    <message>
        <source>Son nouveau code PIN, montré une seule fois. L’ancien ne marche plus. Donnez-le à cette personne seule.</source>
        <translation>Their new PIN, shown only once. The old one no longer works. Give it to this person alone.</translation>
    </message>
    <message>
        <source>{name} : code PIN {pin}</source>
        <translation>{name}: PIN {pin}</translation>
    </message>
    <message>
        <source>Copié</source>
        <translation>Copied</translation>
    </message>
    <message>
        <source>Imprimer le code PIN</source>
        <translation>Print the PIN</translation>
    </message>
</context>
<context>
    <name>Program</name>
    <message>
        <source>Une erreur inattendue s’est produite ; elle est dans le journal.</source>
        <translation>An unexpected error occurred; it is in the log.</translation>
    </message>
</context>
<context>
    <name>ProgressCard</name>
    <message>
        <source>La campagne</source>
        <translation>The campaign</translation>
    </message>
    <message>
        <source>Ouvrir</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>Mettre en pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Clore</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>La file d’appel</source>
        <translation>The queue</translation>
    </message>
    <message>
        <source>{n} opposition aujourd’hui, appliquée partout.</source>
        <translation>{n} objection today, applied everywhere.</translation>
    </message>
    <message>
        <source>{n} oppositions aujourd’hui, appliquées partout.</source>
        <translation>{n} objections today, applied everywhere.</translation>
    </message>
    <message>
        <source>Terminées</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>Plus rien à faire sur ces lignes dans cette campagne.</source>
        <translation>Nothing more to do on these lines in this campaign.</translation>
    </message>
    <message>
        <source>En main</source>
        <translation>Held</translation>
    </message>
    <message>
        <source>Un appelant tient ces lignes en ce moment.</source>
        <translation>A caller holds these lines now.</translation>
    </message>
    <message>
        <source>Rappels</source>
        <translation>Callbacks</translation>
    </message>
    <message>
        <source>On a promis de rappeler, à une heure dite.</source>
        <translation>Somebody promised to call back at a given time.</translation>
    </message>
    <message>
        <source>Au repos</source>
        <translation>Cooling</translation>
    </message>
    <message>
        <source>Entre deux essais : elles attendent un autre créneau.</source>
        <translation>Between two attempts: they wait for another time slot.</translation>
    </message>
    <message>
        <source>Dans le doute</source>
        <translation>In doubt</translation>
    </message>
    <message>
        <source>Appelées, mais le résultat n’est jamais arrivé : à trier.</source>
        <translation>Called, but the outcome never came: to be settled.</translation>
    </message>
    <message>
        <source>Prêtes</source>
        <translation>Ready</translation>
    </message>
    <message>
        <source>Ces lignes peuvent être servies, l’heure venue.</source>
        <translation>These lines can be served, within calling hours.</translation>
    </message>
</context>
<context>
    <name>QualityCard</name>
    <message>
        <source>{n} réponse</source>
        <translation>{n} answer</translation>
    </message>
    <message>
        <source>{n} réponses</source>
        <translation>{n} answers</translation>
    </message>
    <message>
        <source>Pour le savoir, il faut l’émargement d’au moins un tour passé : importez-le d’abord.</source>
        <translation>To know, the turnout of at least one past round is needed: import it first.</translation>
    </message>
    <message>
        <source>Un seul tour est connu : on peut le mesurer, mais aucun tour d’avant ne peut l’annoncer. Importez-en un second.</source>
        <translation>Only one round is known: it can be measured, but no earlier round can foretell it. Import a second one.</translation>
    </message>
    <message>
        <source>Le score de ce tour est refait sans lui…</source>
        <translation>Making this round’s score again without it…</translation>
    </message>
    <message>
        <source>Le même taux pour tous</source>
        <translation>The same rate for all</translation>
    </message>
    <message>
        <source>Que vaut ce score ?</source>
        <translation>How good is this score?</translation>
    </message>
    <message>
        <source>Le vérifier sur</source>
        <translation>Check it on</translation>
    </message>
    <message>
        <source>Le tour passé sur lequel vérifier</source>
        <translation>The past round to check on</translation>
    </message>
    <message>
        <source>Mesurer</source>
        <translation>Measure</translation>
    </message>
    <message>
        <source>Trois façons de noter, comparées</source>
        <translation>Three ways of scoring, compared</translation>
    </message>
    <message>
        <source>Façon de noter</source>
        <translation>Way of scoring</translation>
    </message>
    <message>
        <source>AUC (à 95 %)</source>
        <translation>AUC (at 95%)</translation>
    </message>
    <message>
        <source>Brier</source>
        <translation>Brier</translation>
    </message>
    <message>
        <source>Brier calibré</source>
        <translation>Brier, calibrated</translation>
    </message>
    <message>
        <source>Gain à 10 %</source>
        <translation>Lift at 10%</translation>
    </message>
    <message>
        <source>Calibration : ce qui était prévu, ce qui est venu</source>
        <translation>Calibration: what was predicted, what came</translation>
    </message>
    <message>
        <source>Gain : l’abstention parmi les mieux notés</source>
        <translation>Lift: abstention among the highest scores</translation>
    </message>
    <message>
        <source>Par bureau, les plus grands écarts d’abord</source>
        <translation>By bureau, the largest gaps first</translation>
    </message>
    <message>
        <source>Bureau</source>
        <translation>Bureau</translation>
    </message>
    <message>
        <source>Réponses</source>
        <translation>Answers</translation>
    </message>
    <message>
        <source>Abstention</source>
        <translation>Abstention</translation>
    </message>
    <message>
        <source>Prévue</source>
        <translation>Predicted</translation>
    </message>
    <message>
        <source>AUC</source>
        <translation>AUC</translation>
    </message>
    <message>
        <source>{auc} ({low} à {high})</source>
        <translation>{auc} ({low} to {high})</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Menu</source>
        <translation>Menu</translation>
    </message>
    <message>
        <source>Votre menu</source>
        <translation>Your menu</translation>
    </message>
    <message>
        <source>Se déconnecter</source>
        <translation>Sign out</translation>
    </message>
</context>
<context>
    <name>ReadingStep</name>
    <message>
        <source>Repartir de zéro</source>
        <translation>Start afresh</translation>
    </message>
    <message>
        <source>Ce fichier contient</source>
        <translation>This file holds</translation>
    </message>
    <message>
        <source>Caractères</source>
        <translation>Characters</translation>
    </message>
    <message>
        <source>Séparateur</source>
        <translation>Separator</translation>
    </message>
    <message>
        <source>Feuille ou fichier</source>
        <translation>Sheet or file</translation>
    </message>
    <message>
        <source>Ligne des titres</source>
        <translation>Line of titles</translation>
    </message>
    <message>
        <source>aucune</source>
        <translation>none</translation>
    </message>
    <message>
        <source>{n} ligne.</source>
        <translation>{n} row.</translation>
    </message>
    <message>
        <source>{n} lignes.</source>
        <translation>{n} rows.</translation>
    </message>
    <message>
        <source>{bureaux} bureaux, {numbers} numéros.</source>
        <translation>{bureaux} bureaux, {numbers} numbers.</translation>
    </message>
    <message>
        <source>Ce fichier n’est pas reconnu : dites ce qu’il contient, puis ce qu’est chaque colonne.</source>
        <translation>This file is not recognised: say what it holds, then what each column is.</translation>
    </message>
    <message>
        <source>Au-dessus de chaque colonne, ce qu’elle contient.</source>
        <translation>Above each column, what it holds.</translation>
    </message>
    <message>
        <source>Mêmes colonnes que le {day} : vos choix d’alors sont repris.</source>
        <translation>Same columns as on {day}: your choices of then are used again.</translation>
    </message>
    <message>
        <source> ou </source>
        <translation> or </translation>
    </message>
    <message>
        <source>Il manque : {lacks}. Choisissez la colonne au-dessus du tableau, ou dites que le fichier contient autre chose.</source>
        <translation>Missing: {lacks}. Choose the column above the table, or say that the file holds something else.</translation>
    </message>
    <message>
        <source>Jamais lues, une campagne n’y a pas droit : {titles}.</source>
        <translation>Never read, a campaign may not use them: {titles}.</translation>
    </message>
    <message>
        <source>Ignorées : {titles}.</source>
        <translation>Ignored: {titles}.</translation>
    </message>
</context>
<context>
    <name>RealOfficeForm</name>
    <message>
        <source>Retour</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Continuer</source>
        <translation>Continue</translation>
    </message>
    <message>
        <source>Nom du bureau</source>
        <translation>Name of the office</translation>
    </message>
    <message>
        <source>Valmont Ensemble</source>
        <translation>Valmont Together</translation>
    </message>
    <message>
        <source>Fuseau horaire</source>
        <translation>Time zone</translation>
    </message>
    <message>
        <source>Qui répond des données (nommé aux électeurs)</source>
        <translation>Who answers for the data (named to voters)</translation>
    </message>
    <message>
        <source>la liste, l’association ou le candidat</source>
        <translation>the list, the association or the candidate</translation>
    </message>
    <message>
        <source>Où écrire pour exercer ses droits</source>
        <translation>Where to write to use one’s rights</translation>
    </message>
    <message>
        <source>une adresse ou un courriel</source>
        <translation>an address or an e-mail</translation>
    </message>
    <message>
        <source>Le propriétaire importe les fichiers, tient les comptes et le bureau. Un superviseur suit la salle. Un mot de passe a douze caractères ou plus : une phrase courte va.</source>
        <translation>The owner imports files, keeps the accounts and the office. A supervisor follows the room. A password has twelve characters or more: a short sentence does.</translation>
    </message>
    <message>
        <source>Votre nom (propriétaire)</source>
        <translation>Your name (owner)</translation>
    </message>
    <message>
        <source>Votre mot de passe</source>
        <translation>Your password</translation>
    </message>
    <message>
        <source>Le même, encore une fois</source>
        <translation>The same, once more</translation>
    </message>
    <message>
        <source>Premier superviseur (facultatif)</source>
        <translation>First supervisor (optional)</translation>
    </message>
    <message>
        <source>Son mot de passe</source>
        <translation>Their password</translation>
    </message>
    <message>
        <source>Votre mot de passe a moins de douze caractères.</source>
        <translation>Your password has fewer than twelve characters.</translation>
    </message>
    <message>
        <source>Les deux mots de passe ne sont pas les mêmes.</source>
        <translation>The two passwords are not the same.</translation>
    </message>
    <message>
        <source>Le mot de passe du superviseur a moins de douze caractères.</source>
        <translation>The supervisor’s password has fewer than twelve characters.</translation>
    </message>
    <message>
        <source>Créer le bureau</source>
        <translation>Make the office</translation>
    </message>
</context>
<context>
    <name>RefusalsModel</name>
    <message>
        <source>Pourquoi</source>
        <translation>Why</translation>
    </message>
    <message>
        <source>Combien</source>
        <translation>How many</translation>
    </message>
    <message>
        <source>Lignes du fichier</source>
        <translation>Lines of the file</translation>
    </message>
    <message>
        <source>Ce qui se passe</source>
        <translation>What happens</translation>
    </message>
    <message>
        <source>refusée</source>
        <translation>refused</translation>
    </message>
    <message>
        <source>laissée de côté</source>
        <translation>left aside</translation>
    </message>
    <message>
        <source>à vérifier</source>
        <translation>to be reviewed</translation>
    </message>
    <message>
        <source>ne sera pas appelée</source>
        <translation>will not be called</translation>
    </message>
    <message>
        <source>importée</source>
        <translation>imported</translation>
    </message>
</context>
<context>
    <name>RestoreForm</name>
    <message>
        <source>Il est refait à part, à côté des bureaux de cet ordinateur : aucun n’est remplacé.</source>
        <translation>It is made anew, beside the offices of this computer: none is replaced.</translation>
    </message>
    <message>
        <source>Fichier de sauvegarde (.phonebank)</source>
        <translation>Backup file (.phonebank)</translation>
    </message>
    <message>
        <source>Fichier de sauvegarde</source>
        <translation>Backup file</translation>
    </message>
    <message>
        <source>Choisir…</source>
        <translation>Choose…</translation>
    </message>
    <message>
        <source>Restaurer le bureau</source>
        <translation>Restore the office</translation>
    </message>
    <message>
        <source>Retour</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Clé écrite de la sauvegarde</source>
        <translation>The backup’s key, as written down</translation>
    </message>
    <message>
        <source>Phrase secrète</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Une erreur inattendue s’est produite ; elle est dans le journal.</source>
        <translation>Something unexpected went wrong; it is in the log.</translation>
    </message>
    <message>
        <source>Ouvrir ce bureau</source>
        <translation>Open this office</translation>
    </message>
    <message>
        <source>Annuler</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>,</source>
        <translation>.</translation>
    </message>
    <message>
        <source>Sauvegarde scellée, {size} Mio.</source>
        <translation>Sealed backup, {size} MiB.</translation>
    </message>
    <message>
        <source>Sauvegarde scellée, faite {when}, {size} Mio.</source>
        <translation>Sealed backup, made {when}, {size} MiB.</translation>
    </message>
    <message>
        <source>Sauvegardes (*.phonebank);;Tous les fichiers (*)</source>
        <translation>Backups (*.phonebank);;All files (*)</translation>
    </message>
    <message>
        <source>Sauvegarde</source>
        <translation>Backup</translation>
    </message>
    <message>
        <source>La restauration s’arrête…</source>
        <translation>The restore is stopping…</translation>
    </message>
    <message>
        <source>La restauration est arrêtée ; il n’en reste rien.</source>
        <translation>The restore was stopped; nothing is left of it.</translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message>
        <source>Rapprochements</source>
        <translation>Matching</translation>
    </message>
    <message>
        <source>Ces contacts ressemblent à quelqu’un de la liste électorale sans que ce soit sûr. Leur numéro n’est appelé que si vous dites que c’est la même personne.</source>
        <translation>These contacts look like somebody on the electoral roll, but it is not certain. Their number is called only if you say that it is the same person.</translation>
    </message>
    <message>
        <source>Personne précédente</source>
        <translation>Previous person</translation>
    </message>
    <message>
        <source>Personne suivante</source>
        <translation>Next person</translation>
    </message>
    <message>
        <source>Plus aucun contact à examiner</source>
        <translation>No contact left to review</translation>
    </message>
    <message>
        <source>Ceux qui viendront avec un fichier de contacts et dont on n’est pas sûr attendront ici.</source>
        <translation>Those who come with a contacts file and are not certain will wait here.</translation>
    </message>
    <message>
        <source>Importer un fichier</source>
        <translation>Import a file</translation>
    </message>
    <message>
        <source>Même personne</source>
        <translation>Same person</translation>
    </message>
    <message>
        <source>Personne différente</source>
        <translation>Different person</translation>
    </message>
    <message>
        <source>Pas sûr</source>
        <translation>Not sure</translation>
    </message>
    <message>
        <source>Annuler la dernière</source>
        <translation>Undo the last one</translation>
    </message>
    <message>
        <source>{n} à examiner</source>
        <translation>{n} to review</translation>
    </message>
    <message>
        <source>Revoir {n} mis de côté</source>
        <translation>Look at {n} set aside</translation>
    </message>
    <message>
        <source>Revenir aux autres</source>
        <translation>Back to the others</translation>
    </message>
    <message>
        <source>Personne {at} sur {many}</source>
        <translation>Person {at} of {many}</translation>
    </message>
    <message>
        <source>ressemblance {percent} %</source>
        <translation>likeness {percent}%</translation>
    </message>
    <message>
        <source>Sur la liste électorale</source>
        <translation>On the electoral roll</translation>
    </message>
    <message>
        <source>{name} : même personne, son numéro peut être appelé.</source>
        <translation>{name}: same person, the number may be called.</translation>
    </message>
    <message>
        <source>{name} : ce n’est pas cette personne.</source>
        <translation>{name}: not this person.</translation>
    </message>
    <message>
        <source>{name} : mis de côté, à revoir plus tard.</source>
        <translation>{name}: set aside, to look at later.</translation>
    </message>
    <message>
        <source>C’est annulé : tout est comme avant.</source>
        <translation>Undone: everything is as it was.</translation>
    </message>
</context>
<context>
    <name>RoomBar</name>
    <message>
        <source>Changer de campagne</source>
        <translation>Change campaign</translation>
    </message>
    <message>
        <source>Équipe</source>
        <translation>Team</translation>
    </message>
    <message>
        <source>Votre menu</source>
        <translation>Your menu</translation>
    </message>
    <message>
        <source>Se déconnecter</source>
        <translation>Sign out</translation>
    </message>
    <message>
        <source>Entraînement</source>
        <translation>Practice</translation>
    </message>
    <message>
        <source>En direct</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Hors ligne</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>Refusé</source>
        <translation>Refused</translation>
    </message>
</context>
<context>
    <name>RoomCard</name>
    <message>
        <source>La salle</source>
        <translation>The room</translation>
    </message>
    <message>
        <source>Les personnes qui appellent</source>
        <translation>The people who call</translation>
    </message>
    <message>
        <source>Personne n’est connecté. Les appelants apparaissent ici dès qu’ils ouvrent leur poste.</source>
        <translation>Nobody is signed in. Callers appear here as soon as they open their desk.</translation>
    </message>
    <message>
        <source>Reprendre la ligne</source>
        <translation>Take the line back</translation>
    </message>
    <message>
        <source>{held} sur {all} ont une ligne</source>
        <translation>{held} of {all} hold a line</translation>
    </message>
</context>
<context>
    <name>RoomPresenter</name>
    <message>
        <source>Le bureau ne répond pas : rien n’est sûr. Regardez les chiffres.</source>
        <translation>The office does not answer: nothing is certain. Look at the figures.</translation>
    </message>
    <message>
        <source>Ce tour est passé : la campagne ne peut plus être ouverte.</source>
        <translation>This round is over: the campaign can no longer be opened.</translation>
    </message>
    <message>
        <source>Cette campagne n’existe plus.</source>
        <translation>This campaign no longer exists.</translation>
    </message>
    <message>
        <source>Cette campagne n’a pas encore été ouverte.</source>
        <translation>This campaign was not opened yet.</translation>
    </message>
    <message>
        <source>Cette ligne avait déjà été rendue.</source>
        <translation>This line had already been given back.</translation>
    </message>
    <message>
        <source>Entre-temps, le résultat était arrivé.</source>
        <translation>The outcome had come in the meantime.</translation>
    </message>
</context>
<context>
    <name>RuleCard</name>
    <message>
        <source>La règle, en mots</source>
        <translation>The rule, in words</translation>
    </message>
    <message>
        <source>Chacun est noté d’après les tours où l’on sait s’il a voté. Un tour du même type de scrutin compte double ; tous les deux ans, un tour perd un cinquième de son poids.</source>
        <translation>Everyone is scored from the rounds in which it is known whether they voted. A round of the same type of ballot counts double; every two years, a round loses a fifth of its weight.</translation>
    </message>
    <message>
        <source>Ce qu’on ne sait pas ne compte ni pour ni contre : un tour jamais relevé, ou d’avant la majorité, n’est pas une abstention.</source>
        <translation>What is not known counts neither for nor against: a round never transcribed, or before coming of age, is no abstention.</translation>
    </message>
    <message>
        <source>S’y ajoute ce qu’on attend de l’âge et du bureau : on s’abstient le moins entre 65 et 79 ans. Le 1er tour d’un scrutin parle plus fort que tout le reste.</source>
        <translation>Added to it is what age and bureau let expect: people abstain least between 65 and 79. The first round of a ballot speaks louder than all the rest.</translation>
    </message>
    <message>
        <source>Les tours passés et leur poids</source>
        <translation>Past rounds and their weight</translation>
    </message>
    <message>
        <source>Tour passé</source>
        <translation>Past round</translation>
    </message>
    <message>
        <source>Poids</source>
        <translation>Weight</translation>
    </message>
    <message>
        <source>Réponses</source>
        <translation>Answers</translation>
    </message>
    <message>
        <source>Participation</source>
        <translation>Turnout</translation>
    </message>
    <message>
        <source>Aucun tour passé n’est connu : seuls l’âge et le bureau parlent.</source>
        <translation>No past round is known: only age and bureau speak.</translation>
    </message>
    <message>
        <source>à part</source>
        <translation>apart</translation>
    </message>
</context>
<context>
    <name>SavedColumn</name>
    <message>
        <source>Listes enregistrées</source>
        <translation>Saved lists</translation>
    </message>
    <message>
        <source>Nouvelle liste</source>
        <translation>New list</translation>
    </message>
    <message>
        <source>Aucune liste encore. Ajoutez des conditions à droite, donnez un nom, enregistrez.</source>
        <translation>No list yet. Add conditions on the right, give a name, save.</translation>
    </message>
    <message>
        <source>faite par une autre version du programme</source>
        <translation>made by another version of the program</translation>
    </message>
    <message>
        <source>{n} campagne en cours</source>
        <translation>{n} campaign under way</translation>
    </message>
    <message>
        <source>{n} campagnes en cours</source>
        <translation>{n} campaigns under way</translation>
    </message>
    <message>
        <source>{n} condition</source>
        <translation>{n} condition</translation>
    </message>
    <message>
        <source>{n} conditions</source>
        <translation>{n} conditions</translation>
    </message>
</context>
<context>
    <name>Scores</name>
    <message>
        <source>Aucun scrutin n’est connu : importez la liste et un émargement.</source>
        <translation>No ballot is known: import the roll and a turnout file.</translation>
    </message>
    <message>
        <source>Personne de cette liste n’a de participation connue à ce tour : prenez-en un autre.</source>
        <translation>Nobody on this list has a known turnout in that round: take another.</translation>
    </message>
    <message>
        <source>Vous l’avez fixée. Sans cela : {usual}.</source>
        <translation>You set it. Otherwise: {usual}.</translation>
    </message>
    <message>
        <source>Estimée d’après les réponses déjà connues de ce scrutin ({rounds}).</source>
        <translation>Estimated from the answers already known in this election ({rounds}).</translation>
    </message>
    <message>
        <source>Estimée d’après le 1er tour ({rounds}) : 90 % de ses votants reviennent, et 15 % de ses abstentionnistes.</source>
        <translation>Estimated from the first round ({rounds}): 90% of its voters come back, and 15% of its abstainers.</translation>
    </message>
    <message>
        <source>Estimée d’après les tours passés du même type de scrutin, les récents d’abord ({rounds}).</source>
        <translation>Estimated from past rounds of the same type of ballot, recent ones first ({rounds}).</translation>
    </message>
    <message>
        <source>Aucun tour passé du même type n’est connu : fixez la participation que vous attendez.</source>
        <translation>No past round of the same type is known: set the turnout you expect.</translation>
    </message>
    <message>
        <source>Modèle ajusté</source>
        <translation>Fitted model</translation>
    </message>
    <message>
        <source>Règle</source>
        <translation>Rule</translation>
    </message>
    <message>
        <source>Un modèle ajusté sur {answers} réponses connues de ce scrutin fait mieux que la règle dans des bureaux qu’il n’avait pas vus (AUC {fitted} contre {rule}) : c’est lui qui note.</source>
        <translation>A model fitted on {answers} answers known in this election does better than the rule in bureaux it had not seen (AUC {fitted} against {rule}): it makes the scores.</translation>
    </message>
    <message>
        <source>C’est la règle qui note : un modèle ajusté sur {answers} réponses connues de ce scrutin n’a pas fait mieux dans des bureaux qu’il n’avait pas vus (AUC {fitted} contre {rule}).</source>
        <translation>The rule makes the scores: a model fitted on {answers} answers known in this election did no better in bureaux it had not seen (AUC {fitted} against {rule}).</translation>
    </message>
    <message>
        <source>C’est la règle qui note : il faudrait 2 000 réponses connues dans ce même scrutin pour ajuster un modèle, il y en a {answers}.</source>
        <translation>The rule makes the scores: fitting a model takes 2,000 answers known in this same election, and there are {answers}.</translation>
    </message>
    <message>
        <source>C’est la règle qui note : les {answers} réponses connues de ce scrutin disent presque toutes la même chose.</source>
        <translation>The rule makes the scores: the {answers} answers known in this election nearly all say the same.</translation>
    </message>
    <message>
        <source>C’est la règle qui note : les {answers} réponses connues de ce scrutin viennent de trop peu de bureaux.</source>
        <translation>The rule makes the scores: the {answers} answers known in this election come from too few bureaux.</translation>
    </message>
    <message>
        <source>C’est la règle qui note : aucun tour passé n’est connu, il n’y a rien à apprendre.</source>
        <translation>The rule makes the scores: no past round is known, there is nothing to learn from.</translation>
    </message>
    <message>
        <source>Simple compte des votes</source>
        <translation>Plain count of votes</translation>
    </message>
    <message>
        <source>Ce score est assez sûr pour choisir qui appeler en premier.</source>
        <translation>This score is sound enough to choose whom to call first.</translation>
    </message>
    <message>
        <source>Ne vous y fiez pas trop : {why}.</source>
        <translation>Do not rely on it too much: {why}.</translation>
    </message>
    <message>
        <source>presque toutes les réponses connues sont les mêmes, on n’a relevé qu’un côté</source>
        <translation>nearly all known answers are the same, only one side was transcribed</translation>
    </message>
    <message>
        <source>aucun tour d’avant n’est connu, seul l’âge parle</source>
        <translation>no earlier round is known, only age speaks</translation>
    </message>
    <message>
        <source>moins de 500 réponses sont connues</source>
        <translation>fewer than 500 answers are known</translation>
    </message>
    <message>
        <source>il classe à peine mieux que le hasard (AUC sous 0,60)</source>
        <translation>it ranks little better than drawing lots (AUC under 0.60)</translation>
    </message>
    <message>
        <source>l’abstention prévue et l’abstention observée sont à plus de 5 points l’une de l’autre, fixez la participation attendue</source>
        <translation>predicted and observed abstention are over 5 points apart, set the turnout you expect</translation>
    </message>
    <message>
        <source>aucun tour d’avant n’est du même type de scrutin</source>
        <translation>no earlier round is of the same type of ballot</translation>
    </message>
    <message>
        <source>l’émargement couvre moins de la moitié des bureaux</source>
        <translation>the turnout file covers less than half of the bureaux</translation>
    </message>
    <message>
        <source>{round} : {people} réponses connues dans {known} bureaux sur {all} ; {abstained} d’abstention. Le score a été refait avec ce qu’on savait avant.</source>
        <translation>{round}: {people} answers known in {known} bureaux of {all}; {abstained} abstained. The score was made again from what was known before.</translation>
    </message>
    <message>
        <source>Participation supposée : {turnout}.</source>
        <translation>Turnout supposed: {turnout}.</translation>
    </message>
    <message>
        <source>Sur 100 paires d’un abstentionniste et d’un votant, la règle place l’abstentionniste devant {pairs} fois (de {low} à {high}, à 95 %). Au hasard : 50.</source>
        <translation>Of 100 pairs of an abstainer and a voter, the rule puts the abstainer first {pairs} times ({low} to {high}, at 95%). By lot: 50.</translation>
    </message>
</context>
<context>
    <name>ScoresPage</name>
    <message>
        <source>Les scores</source>
        <translation>Scores</translation>
    </message>
    <message>
        <source>Le tour que l’on prépare</source>
        <translation>The round being prepared</translation>
    </message>
    <message>
        <source>{n} personne peut voter</source>
        <translation>{n} person may vote</translation>
    </message>
    <message>
        <source>{n} personnes peuvent voter</source>
        <translation>{n} people may vote</translation>
    </message>
    <message>
        <source>La liste électorale n’est pas encore importée : personne à noter.</source>
        <translation>The electoral roll is not imported yet: there is nobody to score.</translation>
    </message>
    <message>
        <source>Aucune participation passée n’est connue : les scores ne tiennent qu’à l’âge. Importez l’émargement d’un tour passé.</source>
        <translation>No past turnout is known: the scores rest on age alone. Import the turnout of a past round.</translation>
    </message>
    <message>
        <source>Importer un fichier</source>
        <translation>Import a file</translation>
    </message>
    <message>
        <source>Lecture de la liste et des émargements…</source>
        <translation>Reading the roll and the turnout…</translation>
    </message>
    <message>
        <source>Participation attendue : {turnout}.</source>
        <translation>Expected turnout: {turnout}.</translation>
    </message>
    <message>
        <source>Lecture arrêtée.</source>
        <translation>Reading stopped.</translation>
    </message>
    <message>
        <source>Reprendre</source>
        <translation>Start again</translation>
    </message>
    <message>
        <source>Les scores n’ont pas pu être calculés.</source>
        <translation>The scores could not be computed.</translation>
    </message>
    <message>
        <source>Réessayer</source>
        <translation>Try again</translation>
    </message>
</context>
<context>
    <name>ScriptCard</name>
    <message>
        <source>Le script</source>
        <translation>The script</translation>
    </message>
    <message>
        <source>Étape précédente (←)</source>
        <translation>Previous step (←)</translation>
    </message>
    <message>
        <source>Écouter</source>
        <translation>Listen</translation>
    </message>
    <message>
        <source>D’où avez-vous mon numéro ?</source>
        <translation>Where did you get my number?</translation>
    </message>
    <message>
        <source>Objections</source>
        <translation>Objections</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Message</translation>
    </message>
    <message>
        <source>Étape précédente</source>
        <translation>Previous step</translation>
    </message>
    <message>
        <source>Arrêter</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>fin de l’appel</source>
        <translation>end of the call</translation>
    </message>
    <message>
        <source>Ensuite, si « {answer} » : {title}</source>
        <translation>Next, if “{answer}”: {title}</translation>
    </message>
    <message>
        <source>Le script arrive…</source>
        <translation>The script is coming…</translation>
    </message>
    <message>
        <source>Ensuite : {title}</source>
        <translation>Next: {title}</translation>
    </message>
    <message>
        <source>Dites à droite comment cet appel s’est terminé.</source>
        <translation>Say on the right how this call ended.</translation>
    </message>
    <message>
        <source>Continuer</source>
        <translation>Continue</translation>
    </message>
    <message>
        <source>Le script est terminé. Remerciez et raccrochez.</source>
        <translation>The script is over. Say thank you and hang up.</translation>
    </message>
    <message>
        <source>Vérifiez le résultat à droite, puis Entrée.</source>
        <translation>Check the outcome on the right, then Enter.</translation>
    </message>
</context>
<context>
    <name>SearchDialog</name>
    <message>
        <source>Quelqu’un rappelle</source>
        <translation>Somebody rings back</translation>
    </message>
    <message>
        <source>Ce n’est pas un numéro complet : faites-le répéter, chiffre par chiffre.</source>
        <translation>This is no full number: have it repeated, digit by digit.</translation>
    </message>
    <message>
        <source>Demandez le numéro complet, ou le nom et l’année de naissance. Chaque recherche est comptée.</source>
        <translation>Ask for the full number, or the surname and the year of birth. Each search is counted.</translation>
    </message>
    <message>
        <source>Son numéro, en entier</source>
        <translation>Their number, in full</translation>
    </message>
    <message>
        <source>Ou son nom de famille</source>
        <translation>Or their surname</translation>
    </message>
    <message>
        <source>et son année de naissance</source>
        <translation>and their year of birth</translation>
    </message>
    <message>
        <source>Fermer</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Chercher</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>{n} personne sur cette ligne ou de ce nom.</source>
        <translation>{n} person on this line or of this name.</translation>
    </message>
    <message>
        <source>{n} personnes sur cette ligne ou de ce nom.</source>
        <translation>{n} people on this line or of this name.</translation>
    </message>
    <message>
        <source>Personne ne correspond. Faites répéter, ou notez la demande.</source>
        <translation>Nobody fits. Have it repeated, or note what they ask.</translation>
    </message>
    <message>
        <source>Trop de personnes correspondent : demandez le numéro.</source>
        <translation>Too many people fit: ask for the number.</translation>
    </message>
    <message>
        <source>Vos recherches de l’heure sont épuisées, un superviseur le sait. À {hour}, vous pourrez chercher à nouveau.</source>
        <translation>This hour’s searches are used up, and a supervisor knows. At {hour} you can search again.</translation>
    </message>
    <message>
        <source>La réponse est venue trop tard : cherchez à nouveau.</source>
        <translation>The answer came too late: search again.</translation>
    </message>
    <message>
        <source>La recherche n’a pas marché ; l’erreur est dans le journal.</source>
        <translation>The search did not work; the error is in the log.</translation>
    </message>
    <message>
        <source>Prendre sa fiche</source>
        <translation>Open their line</translation>
    </message>
    <message>
        <source>Prendre la fiche de {name}</source>
        <translation>Open the line of {name}</translation>
    </message>
    <message>
        <source>{ages} ans</source>
        <translation>aged {ages}</translation>
    </message>
    <message>
        <source>bureau {code}</source>
        <translation>bureau {code}</translation>
    </message>
    <message>
        <source>Ne veut plus qu’on l’appelle</source>
        <translation>Does not want to be called any more</translation>
    </message>
    <message>
        <source>rappel promis {when}</source>
        <translation>call promised {when}</translation>
    </message>
</context>
<context>
    <name>ServicePart</name>
    <message>
        <source>Copier la commande</source>
        <translation>Copy the command</translation>
    </message>
    <message>
        <source>Démarre avec cet ordinateur</source>
        <translation>Starts with this computer</translation>
    </message>
    <message>
        <source>Démarre avec votre session</source>
        <translation>Starts with your session</translation>
    </message>
    <message>
        <source>Seulement quand Phonebank est ouvert</source>
        <translation>Only while Phonebank is open</translation>
    </message>
    <message>
        <source>Commande : {command}</source>
        <translation>Command: {command}</translation>
    </message>
    <message>
        <source>Ne plus démarrer avec l’ordinateur</source>
        <translation>No longer start with the computer</translation>
    </message>
    <message>
        <source>Démarrer avec cet ordinateur</source>
        <translation>Start with this computer</translation>
    </message>
    <message>
        <source>Le système prend note…</source>
        <translation>The system takes note…</translation>
    </message>
    <message>
        <source>Ce système n’a pas systemd : ouvrez Phonebank sur cet ordinateur pour que le bureau réponde.</source>
        <translation>This system has no systemd: open Phonebank on this computer for the office to answer.</translation>
    </message>
    <message>
        <source>Seul un administrateur peut le retirer, par cette commande :</source>
        <translation>Only an administrator can take it away, by this command:</translation>
    </message>
    <message>
        <source>Pour qu’il démarre avant toute session, un administrateur lance cette commande :</source>
        <translation>For it to start before anybody signs in, an administrator runs this command:</translation>
    </message>
    <message>
        <source>Pour qu’il démarre avec l’ordinateur, un administrateur lance cette commande :</source>
        <translation>For it to start with the computer, an administrator runs this command:</translation>
    </message>
    <message>
        <source>Si cet ordinateur redémarre, les postes attendent que Phonebank y soit ouvert.</source>
        <translation>If this computer restarts, the desks wait until Phonebank is opened on it.</translation>
    </message>
    <message>
        <source>La commande est copiée.</source>
        <translation>The command is copied.</translation>
    </message>
</context>
<context>
    <name>SettingsCard</name>
    <message>
        <source>Réglages</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>Responsable des données, nommé aux électeurs</source>
        <translation>Who answers for the data, named to voters</translation>
    </message>
    <message>
        <source>Contact pour exercer ses droits (adresse ou courriel)</source>
        <translation>Where voters write to use their rights (address or e-mail)</translation>
    </message>
    <message>
        <source>Fiches servies à un appelant, par heure</source>
        <translation>Lines served to a caller, an hour</translation>
    </message>
    <message>
        <source>Fiches passées par un appelant, par heure</source>
        <translation>Lines passed over by a caller, an hour</translation>
    </message>
    <message>
        <source>Recherches d’un appelant, par heure</source>
        <translation>Searches by a caller, an hour</translation>
    </message>
    <message>
        <source>Verrouillage après, en minutes</source>
        <translation>Lock after, in minutes</translation>
    </message>
    <message>
        <source>Montrer ce qu’est le silence électoral (entraînement)</source>
        <translation>Show what the election silence looks like (practice)</translation>
    </message>
    <message>
        <source>Enregistrer</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Modifier la charte…</source>
        <translation>Edit the charter…</translation>
    </message>
    <message>
        <source>La faire relire…</source>
        <translation>Have it read again…</translation>
    </message>
    <message>
        <source>Charte des appelants, version {n}, à vos mots : acceptée par {done} sur {all}.</source>
        <translation>Callers’ charter, version {n}, in your words: accepted by {done} of {all}.</translation>
    </message>
    <message>
        <source>Charte des appelants, version {n}, texte fourni : acceptée par {done} sur {all}.</source>
        <translation>Callers’ charter, version {n}, supplied text: accepted by {done} of {all}.</translation>
    </message>
    <message>
        <source>Les limites vont de 0 ou 1 à 6 000, le verrouillage de 1 à 60 minutes.</source>
        <translation>Limits go from 0 or 1 to 6,000, the lock from 1 to 60 minutes.</translation>
    </message>
</context>
<context>
    <name>SheetEntry</name>
    <message>
        <source>Effacer la saisie</source>
        <translation>Clear what is typed</translation>
    </message>
    <message>
        <source>Terminer</source>
        <translation>Finish</translation>
    </message>
    <message>
        <source>Rien de saisi pour l’instant.</source>
        <translation>Nothing typed yet.</translation>
    </message>
    <message>
        <source>Numéro d’ordre, puis Entrée</source>
        <translation>Order number, then Enter</translation>
    </message>
    <message>
        <source>18-22 pour plusieurs à la suite. Retour arrière dans le champ vide reprend la dernière saisie ; -17 retire le 17. Tout est gardé au fur et à mesure.</source>
        <translation>18-22 for several in a row. Backspace in the empty field takes the last entry back; -17 removes 17. Everything is kept as you type.</translation>
    </message>
    <message>
        <source>Numéros saisis</source>
        <translation>Numbers typed</translation>
    </message>
    <message>
        <source>Inscrits sur cette liste</source>
        <translation>Voters on this list</translation>
    </message>
    <message>
        <source>Votants d’après la saisie</source>
        <translation>Votes cast, as typed</translation>
    </message>
    <message>
        <source>Votants annoncés par le bureau</source>
        <translation>Votes cast, as the bureau declared</translation>
    </message>
    <message>
        <source>Préfecture, le 17 mars 2026</source>
        <translation>Préfecture, 17 March 2026</translation>
    </message>
    <message>
        <source>Où et quand la liste a été consultée</source>
        <translation>Where and when the list was consulted</translation>
    </message>
</context>
<context>
    <name>SheetModel</name>
    <message>
        <source>{number}, coché</source>
        <extracomment>The order number of a cell, None where the last row ends. Whether the number is on the sheet. Whether it is on the bureau&apos;s list.</extracomment>
        <translation>{number}, ticked</translation>
    </message>
    <message>
        <source>{number}</source>
        <translation>{number}</translation>
    </message>
</context>
<context>
    <name>SheetPage</name>
    <message>
        <source>Fermer</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Échap</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Je l’ai dit à la personne : information donnée</source>
        <translation>I told the person: information given</translation>
    </message>
    <message>
        <source>« D’où avez-vous mon numéro ? »</source>
        <translation>“Where did you get my number?”</translation>
    </message>
    <message>
        <source>{source}, le {day}</source>
        <translation>{source}, on {day}</translation>
    </message>
    <message>
        <source>Liste électorale de {commune}</source>
        <translation>Electoral roll of {commune}</translation>
    </message>
    <message>
        <source>{roll}, du {day}</source>
        <translation>{roll}, of {day}</translation>
    </message>
    <message>
        <source>Votre numéro</source>
        <translation>Your number</translation>
    </message>
    <message>
        <source>Votre nom et votre bureau</source>
        <translation>Your name and polling station</translation>
    </message>
    <message>
        <source>Pourquoi nous en avons le droit</source>
        <translation>Why we are allowed to</translation>
    </message>
    <message>
        <source>Responsable du fichier</source>
        <translation>Who is responsible for the data</translation>
    </message>
    <message>
        <source>Pour vos droits</source>
        <translation>For your rights</translation>
    </message>
    <message>
        <source>Pour réclamer</source>
        <translation>To complain</translation>
    </message>
    <message>
        <source>Vous pouvez saisir la CNIL, 3 place de Fontenoy, 75007 Paris, cnil.fr</source>
        <translation>You may turn to the CNIL, 3 place de Fontenoy, 75007 Paris, cnil.fr</translation>
    </message>
    <message>
        <source>Objections fréquentes</source>
        <translation>Frequent objections</translation>
    </message>
    <message>
        <source>Ce script n’en prévoit pas.</source>
        <translation>This script has none.</translation>
    </message>
    <message>
        <source>Message à laisser, à lire vous-même</source>
        <translation>Message to leave, read it yourself</translation>
    </message>
    <message>
        <source>Un message a déjà été laissé ici : n’en laissez pas un second.</source>
        <translation>A message was already left here: do not leave a second one.</translation>
    </message>
    <message>
        <source>Ce script n’a pas de message.</source>
        <translation>This script has no message.</translation>
    </message>
    <message>
        <source>Fichiers</source>
        <translation>Files</translation>
    </message>
    <message>
        <source>Saisir un émargement</source>
        <translation>Type a signed voter list</translation>
    </message>
    <message>
        <source>Tour</source>
        <translation>Round</translation>
    </message>
    <message>
        <source>Bureau de vote</source>
        <translation>Polling station</translation>
    </message>
    <message>
        <source>Je saisis les absents</source>
        <translation>I type those who abstained</translation>
    </message>
    <message>
        <source>Je saisis les votants</source>
        <translation>I type those who voted</translation>
    </message>
    <message>
        <source>Numéros de la liste</source>
        <translation>Numbers on the list</translation>
    </message>
    <message>
        <source>Aucune liste électorale numérotée n’est connue pour ce tour : importez d’abord la liste électorale.</source>
        <translation>No numbered electoral roll is known for this round: import the electoral roll first.</translation>
    </message>
    <message>
        <source>Dites où et quand la liste a été consultée : c’est gardé avec l’import.</source>
        <translation>Say where and when the list was consulted: it is kept with the import.</translation>
    </message>
    <message>
        <source>Enregistrer l’émargement du bureau {bureau} ?</source>
        <translation>Save the signed list of bureau {bureau}?</translation>
    </message>
    <message>
        <source>Enregistrer</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Effacer toute la saisie de ce bureau ?</source>
        <translation>Clear everything typed for this bureau?</translation>
    </message>
    <message>
        <source>Les numéros tapés sont oubliés ; rien n’a encore été importé.</source>
        <translation>The numbers typed are forgotten; nothing has been imported yet.</translation>
    </message>
    <message>
        <source>Effacer</source>
        <translation>Clear</translation>
    </message>
</context>
<context>
    <name>SideBySide</name>
    <message>
        <source>Dans le fichier</source>
        <translation>In the file</translation>
    </message>
    <message>
        <source>{field} : {ours}, sur la liste : {theirs}</source>
        <translation>{field}: {ours}, on the roll: {theirs}</translation>
    </message>
    <message>
        <source>Contact et personne côte à côte</source>
        <translation>Contact and person side by side</translation>
    </message>
</context>
<context>
    <name>SignInPage</name>
    <message>
        <source>Qui êtes-vous ?</source>
        <translation>Who are you?</translation>
    </message>
    <message>
        <source>Un autre bureau…</source>
        <translation>Another office…</translation>
    </message>
    <message>
        <source>Clair</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>Sombre</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>Affichage</source>
        <translation>Display</translation>
    </message>
    <message>
        <source>Mot de passe</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>Entrer</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Entraînement</source>
        <translation>Practice</translation>
    </message>
    <message>
        <source>Silence électoral</source>
        <translation>Election silence</translation>
    </message>
    <message>
        <source>Silence électoral dans {wait}</source>
        <translation>Election silence in {wait}</translation>
    </message>
    <message>
        <source>Ce n’est pas le bon code PIN.</source>
        <translation>That is not the right PIN.</translation>
    </message>
    <message>
        <source>Trop d’essais.</source>
        <translation>Too many tries.</translation>
    </message>
    <message>
        <source>Ce nom est bloqué : demandez à votre superviseur de le débloquer.</source>
        <translation>This name is locked: ask your supervisor to unlock it.</translation>
    </message>
    <message>
        <source>Ce poste n’est plus admis : demandez à votre superviseur.</source>
        <translation>This desk is no longer admitted: ask your supervisor.</translation>
    </message>
    <message>
        <source>La charte des appelants d’abord : demandez à votre superviseur.</source>
        <translation>The callers’ charter first: ask your supervisor.</translation>
    </message>
    <message>
        <source>Le bureau ne répond pas. On réessaie toutes les cinq secondes.</source>
        <translation>The office does not answer. It is tried again every five seconds.</translation>
    </message>
    <message>
        <source>Bonjour</source>
        <translation>Hello</translation>
    </message>
    <message>
        <source>Choisissez votre nom dans la liste.</source>
        <translation>Choose your name in the list.</translation>
    </message>
    <message>
        <source>Votre mot de passe.</source>
        <translation>Your password.</translation>
    </message>
    <message>
        <source>Votre code PIN.</source>
        <translation>Your PIN.</translation>
    </message>
    <message>
        <source>Bureau d’entraînement : le mot de passe est {password}</source>
        <translation>Practice office: the password is {password}</translation>
    </message>
    <message>
        <source>Bureau d’entraînement : le code est {pin}</source>
        <translation>Practice office: the PIN is {pin}</translation>
    </message>
</context>
<context>
    <name>SkipMenu</name>
    <message>
        <source>Je connais cette personne</source>
        <translation>I know this person</translation>
    </message>
    <message>
        <source>C’est un doublon</source>
        <translation>It is a duplicate</translation>
    </message>
    <message>
        <source>Autre raison</source>
        <translation>Another reason</translation>
    </message>
</context>
<context>
    <name>SpreadChart</name>
    <message>
        <source>Répartition des scores</source>
        <translation>Spread of the scores</translation>
    </message>
    <message>
        <source>{people} personnes : {likely} plus près de l’abstention que du vote, {movable} entre les deux.</source>
        <translation>{people} people: {likely} nearer to abstaining than to voting, {movable} in between.</translation>
    </message>
    <message>
        <source>Probabilité d’abstention</source>
        <translation>Probability of abstaining</translation>
    </message>
    <message>
        <source>Personnes</source>
        <translation>People</translation>
    </message>
</context>
<context>
    <name>StaffCard</name>
    <message>
        <source>Superviseurs et propriétaires</source>
        <translation>Supervisors and owners</translation>
    </message>
    <message>
        <source>Ajouter…</source>
        <translation>Add…</translation>
    </message>
    <message>
        <source>Nouveau mot de passe…</source>
        <translation>New password…</translation>
    </message>
    <message>
        <source>Retirer</source>
        <translation>Take out</translation>
    </message>
    <message>
        <source>Réintégrer</source>
        <translation>Let back in</translation>
    </message>
    <message>
        <source>Une fois le bureau hébergé, seuls les propriétaires voient ces pages.</source>
        <translation>Once the office is hosted, only its owners see these pages.</translation>
    </message>
    <message>
        <source>Aucun propriétaire n’a de compte : tout superviseur voit ces pages sur cet ordinateur.</source>
        <translation>No owner has an account: every supervisor sees these pages on this computer.</translation>
    </message>
    <message>
        <source>Propriétaire</source>
        <translation>Owner</translation>
    </message>
    <message>
        <source>Supervise</source>
        <translation>Supervises</translation>
    </message>
    <message>
        <source>Ne travaille plus ici</source>
        <translation>No longer works here</translation>
    </message>
    <message>
        <source>Gérer</source>
        <translation>Manage</translation>
    </message>
    <message>
        <source>Que faire pour {name} ?</source>
        <translation>What to do for {name}?</translation>
    </message>
</context>
<context>
    <name>StaffDialog</name>
    <message>
        <source>Ajouter un superviseur ou un propriétaire</source>
        <translation>Add a supervisor or an owner</translation>
    </message>
    <message>
        <source>Nouveau mot de passe de {name}</source>
        <translation>New password for {name}</translation>
    </message>
    <message>
        <source>Douze caractères ou plus : une courte phrase convient. Le mot de passe n’est gardé nulle part en clair.</source>
        <translation>Twelve characters or more: a short sentence does. The password is kept nowhere as it is.</translation>
    </message>
    <message>
        <source>Ajouter</source>
        <translation>Add</translation>
    </message>
    <message>
        <source>Changer</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>Nom</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Mot de passe</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>Le même, encore une fois</source>
        <translation>The same, once more</translation>
    </message>
    <message>
        <source>Donnez un nom.</source>
        <translation>Give a name.</translation>
    </message>
    <message>
        <source>Un mot de passe a douze caractères ou plus.</source>
        <translation>A password has twelve characters or more.</translation>
    </message>
    <message>
        <source>Les deux mots de passe ne sont pas les mêmes.</source>
        <translation>The two passwords are not the same.</translation>
    </message>
    <message>
        <source>Supervise</source>
        <translation>Supervises</translation>
    </message>
    <message>
        <source>Propriétaire</source>
        <translation>Owner</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Ouverture du bureau</source>
        <translation>Opening the office</translation>
    </message>
    <message>
        <source>La base de données démarre…</source>
        <translation>The database is starting…</translation>
    </message>
    <message>
        <source>Bienvenue dans Phonebank</source>
        <translation>Welcome to Phonebank</translation>
    </message>
    <message>
        <source>Choisissez un bureau de campagne.</source>
        <translation>Choose a campaign office.</translation>
    </message>
    <message>
        <source>Il n’y a pas encore de bureau sur cet ordinateur. Essayez avec le bureau d’entraînement : une ville, des électeurs et des numéros inventés.</source>
        <translation>There is no office on this computer yet. Try the practice office: a town, voters and numbers that are made up.</translation>
    </message>
    <message>
        <source>{name} · fait {when}</source>
        <translation>{name} · made {when}</translation>
    </message>
    <message>
        <source>Ouvrir le bureau d’entraînement</source>
        <translation>Open the practice office</translation>
    </message>
    <message>
        <source>Rejoindre un bureau avec une invitation</source>
        <translation>Join an office with an invitation</translation>
    </message>
    <message>
        <source>Restaurer un bureau depuis une sauvegarde</source>
        <translation>Restore an office from a backup</translation>
    </message>
    <message>
        <source>Rejoindre un bureau</source>
        <translation>Join an office</translation>
    </message>
    <message>
        <source>Le responsable du bureau vous a remis un fichier ou un texte à usage unique.</source>
        <translation>Whoever runs the office gave you a file or a text that serves once.</translation>
    </message>
    <message>
        <source>Restaurer un bureau</source>
        <translation>Restore an office</translation>
    </message>
    <message>
        <source>La même, encore une fois</source>
        <translation>The same, once more</translation>
    </message>
    <message>
        <source>Choisir un autre bureau</source>
        <translation>Choose another office</translation>
    </message>
    <message>
        <source>Phrase secrète du poste</source>
        <translation>The desk&apos;s passphrase</translation>
    </message>
    <message>
        <source>Créer un bureau de campagne</source>
        <translation>Make a campaign office</translation>
    </message>
    <message>
        <source>Sa base de données est faite sur cet ordinateur ; d’autres pourront la rejoindre.</source>
        <translation>Its database is made on this computer; others will be able to join it.</translation>
    </message>
    <message>
        <source>Une erreur inattendue s’est produite ; elle est dans le journal.</source>
        <translation>An unexpected error occurred; it is in the log.</translation>
    </message>
    <message>
        <source>Phrase secrète</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Continuer</source>
        <translation>Continue</translation>
    </message>
    <message>
        <source>Le bureau ne s’ouvre pas</source>
        <translation>The office does not open</translation>
    </message>
    <message>
        <source>Réessayer</source>
        <translation>Try again</translation>
    </message>
</context>
<context>
    <name>Supervising</name>
    <message>
        <source>Bureau d’entraînement : le mot de passe est {password}</source>
        <translation>Practice office: the password is {password}</translation>
    </message>
</context>
<context>
    <name>SupervisorLock</name>
    <message>
        <source>Écran verrouillé</source>
        <translation>Screen locked</translation>
    </message>
    <message>
        <source>{name}, votre mot de passe rouvre la page là où vous en étiez.</source>
        <translation>{name}, your password opens the page again where you were.</translation>
    </message>
    <message>
        <source>Mot de passe</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>Une autre personne se connecte</source>
        <translation>Somebody else signs in</translation>
    </message>
</context>
<context>
    <name>SupervisorPage</name>
    <message>
        <source>Réessayer</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>Le bureau refuse ce compte : demandez à son propriétaire de vous nommer à nouveau.</source>
        <translation>The office refuses this account: ask its owner to appoint you again.</translation>
    </message>
    <message>
        <source>Cette page ne peut pas être mise à jour.</source>
        <translation>This page cannot be refreshed.</translation>
    </message>
    <message>
        <source>Ouvrir la campagne « {name} » ?</source>
        <translation>Open the campaign “{name}”?</translation>
    </message>
    <message>
        <source>Les lignes prêtes seront servies dès maintenant, aux heures d’appel.</source>
        <translation>Lines that are ready will be served from now on, within calling hours.</translation>
    </message>
    <message>
        <source>Ouvrir</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>Mettre la campagne « {name} » en pause ?</source>
        <translation>Pause the campaign “{name}”?</translation>
    </message>
    <message>
        <source>Les appels commencés se terminent. Plus aucune ligne n’est servie jusqu’à ce que vous la rouvriez.</source>
        <translation>Calls under way can end. No more line is served until you open it again.</translation>
    </message>
    <message>
        <source>Mettre en pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Clore la campagne « {name} » ?</source>
        <translation>Close the campaign “{name}”?</translation>
    </message>
    <message>
        <source>Plus personne n’est appelé dans cette campagne, rappels promis compris. Elle peut être rouverte jusqu’au vote.</source>
        <translation>Nobody is called any more in this campaign, promised callbacks included. It can be opened again until the vote.</translation>
    </message>
    <message>
        <source>Clore</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Reprendre la ligne de {name} ?</source>
        <translation>Take the line back from {name}?</translation>
    </message>
    <message>
        <source>Si l’appel est commencé, il n’est pas coupé. Tant que son résultat n’arrive pas, la ligne est dans le doute : elle ne sera pas rappelée aujourd’hui.</source>
        <translation>If the call has begun, it is not cut off. Until its outcome comes, the line is in doubt: it will not be called again today.</translation>
    </message>
    <message>
        <source>Reprendre la ligne</source>
        <translation>Take the line back</translation>
    </message>
</context>
<context>
    <name>SupervisorShell</name>
    <message>
        <source>La salle</source>
        <translation>Room</translation>
    </message>
    <message>
        <source>Fichiers</source>
        <translation>Files</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>Contacts</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>Scores</translation>
    </message>
    <message>
        <source>Bureaux</source>
        <translation>Bureaux</translation>
    </message>
    <message>
        <source>Listes</source>
        <translation>Lists</translation>
    </message>
    <message>
        <source>Réglages</source>
        <translation>Settings</translation>
    </message>
</context>
<context>
    <name>Taking</name>
    <message>
        <source>Un collègue s’occupe déjà de cette ligne.</source>
        <translation>A colleague has this line already.</translation>
    </message>
    <message>
        <source>Il n’y a plus rien à demander sur cette ligne dans cette campagne.</source>
        <translation>There is nothing left to ask on this line in this campaign.</translation>
    </message>
    <message>
        <source>La recherche est trop ancienne : cherchez à nouveau.</source>
        <translation>The search is too old: search again.</translation>
    </message>
</context>
<context>
    <name>TeamDialog</name>
    <message>
        <source>Équipe</source>
        <translation>Team</translation>
    </message>
    <message>
        <source>Fermer</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Ajouter une personne</source>
        <translation>Add a person</translation>
    </message>
    <message>
        <source>Code PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Déconnecter {name} ?</source>
        <translation>Sign {name} out?</translation>
    </message>
    <message>
        <source>Sa fiche retourne dans la file ; un appel en cours sera à trier. Cette personne peut revenir avec son code.</source>
        <translation>Their card goes back to the queue; a call under way will have to be settled. They can come back with their PIN.</translation>
    </message>
    <message>
        <source>Déconnecter</source>
        <translation>Sign out</translation>
    </message>
    <message>
        <source>Retirer {name} de l’équipe ?</source>
        <translation>Remove {name} from the team?</translation>
    </message>
    <message>
        <source>Plus rien ne lui est servi dès maintenant. Sa fiche retourne dans la file ; un appel en cours sera à trier. Vous pourrez réintégrer cette personne.</source>
        <translation>Nothing more is served to them from now on. Their card goes back to the queue; a call under way will have to be settled. You can let them back in later.</translation>
    </message>
    <message>
        <source>Retirer</source>
        <translation>Remove</translation>
    </message>
</context>
<context>
    <name>TeamForm</name>
    <message>
        <source>Nom, tel qu’il sera choisi à la connexion</source>
        <translation>Name, as it will be chosen at sign-in</translation>
    </message>
    <message>
        <source>Langue des écrans</source>
        <translation>Language of the screens</translation>
    </message>
    <message>
        <source>Langues parlées au téléphone</source>
        <translation>Languages spoken on the telephone</translation>
    </message>
    <message>
        <source>Laissé vide : un code est préparé</source>
        <translation>Left empty: a PIN is made up</translation>
    </message>
    <message>
        <source>Code PIN, six chiffres ou plus</source>
        <translation>PIN, six digits or more</translation>
    </message>
    <message>
        <source>Annuler</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Ajouter</source>
        <translation>Add</translation>
    </message>
</context>
<context>
    <name>TeamList</name>
    <message>
        <source>Cherchez un nom</source>
        <translation>Look for a name</translation>
    </message>
    <message>
        <source>Ajouter une personne</source>
        <translation>Add a person</translation>
    </message>
    <message>
        <source>Nouveau code PIN</source>
        <translation>New PIN</translation>
    </message>
    <message>
        <source>Déconnecter</source>
        <translation>Sign out</translation>
    </message>
    <message>
        <source>Retirer de l’équipe</source>
        <translation>Remove from the team</translation>
    </message>
    <message>
        <source>Réintégrer</source>
        <translation>Let back in</translation>
    </message>
    <message>
        <source>Personne encore : ajoutez vos appelants, un nom et un code suffisent.</source>
        <translation>Nobody yet: add your callers, a name and a PIN are enough.</translation>
    </message>
    <message>
        <source>Personne de ce nom.</source>
        <translation>Nobody of that name.</translation>
    </message>
    <message>
        <source>Gérer</source>
        <translation>Manage</translation>
    </message>
    <message>
        <source>Que faire pour {name} ?</source>
        <translation>What to do about {name}?</translation>
    </message>
    <message>
        <source>Débloquer</source>
        <translation>Unblock</translation>
    </message>
</context>
<context>
    <name>TeamPresenter</name>
    <message>
        <source>Sa ligne est retournée dans la file.</source>
        <translation>Their line went back to the queue.</translation>
    </message>
    <message>
        <source>Son appel en cours est à trier.</source>
        <translation>Their call under way has to be settled.</translation>
    </message>
    <message>
        <source>Ce poste peut réessayer.</source>
        <translation>This desk may try again.</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Changer de campagne</source>
        <translation>Change campaign</translation>
    </message>
    <message>
        <source>Vos cinq derniers appels, à corriger au besoin (F2)</source>
        <translation>Your last five calls, to be corrected if need be (F2)</translation>
    </message>
    <message>
        <source>Entraînement</source>
        <translation>Practice</translation>
    </message>
    <message>
        <source>En ligne</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Pause (Ctrl+P) : la fiche ouverte retourne dans la file</source>
        <translation>Pause (Ctrl+P): the open line goes back to the queue</translation>
    </message>
    <message>
        <source>Quelqu’un rappelle… (F3)</source>
        <translation>Somebody rings back… (F3)</translation>
    </message>
    <message>
        <source>Corriger un appel… (F2)</source>
        <translation>Correct a call… (F2)</translation>
    </message>
    <message>
        <source>Verrouiller (Ctrl+L)</source>
        <translation>Lock (Ctrl+L)</translation>
    </message>
    <message>
        <source>Se déconnecter</source>
        <translation>Sign out</translation>
    </message>
    <message>
        <source>{done} sur {lines}</source>
        <translation>{done} of {lines}</translation>
    </message>
    <message>
        <source>{n} appel</source>
        <translation>{n} call</translation>
    </message>
    <message>
        <source>{n} appels</source>
        <translation>{n} calls</translation>
    </message>
    <message>
        <source>{n} conversation</source>
        <translation>{n} conversation</translation>
    </message>
    <message>
        <source>{n} conversations</source>
        <translation>{n} conversations</translation>
    </message>
    <message>
        <source>Vous : {calls}, {talks}</source>
        <translation>You: {calls}, {talks}</translation>
    </message>
    <message>
        <source>Silence électoral</source>
        <translation>Election silence</translation>
    </message>
    <message>
        <source>Silence électoral dans {wait}</source>
        <translation>Election silence in {wait}</translation>
    </message>
    <message>
        <source>{n} résultat à envoyer</source>
        <translation>{n} outcome to send</translation>
    </message>
    <message>
        <source>{n} résultats à envoyer</source>
        <translation>{n} outcomes to send</translation>
    </message>
    <message>
        <source>Hors ligne</source>
        <translation>Offline</translation>
    </message>
</context>
<context>
    <name>TrialStep</name>
    <message>
        <source>Essai sur {n} ligne : rien n’est encore enregistré.</source>
        <translation>Trial on {n} row: nothing is saved yet.</translation>
    </message>
    <message>
        <source>Essai sur {n} lignes : rien n’est encore enregistré.</source>
        <translation>Trial on {n} rows: nothing is saved yet.</translation>
    </message>
    <message>
        <source>Remarques</source>
        <translation>Remarks</translation>
    </message>
    <message>
        <source>Enregistrer les lignes refusées…</source>
        <translation>Save the refused rows…</translation>
    </message>
    <message>
        <source>Lignes refusées ou à remarquer</source>
        <translation>Rows refused or worth a remark</translation>
    </message>
</context>
<context>
    <name>UnderWay</name>
    <message>
        <source>Arrêter</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>Si vous arrêtez, rien n’aura été changé.</source>
        <translation>If you stop, nothing will have been changed.</translation>
    </message>
    <message>
        <source>On s’arrête…</source>
        <translation>Stopping…</translation>
    </message>
    <message>
        <source>encore {n} seconde environ</source>
        <translation>about {n} more second</translation>
    </message>
    <message>
        <source>encore {n} secondes environ</source>
        <translation>about {n} more seconds</translation>
    </message>
    <message>
        <source>encore {n} minute environ</source>
        <translation>about {n} more minute</translation>
    </message>
    <message>
        <source>encore {n} minutes environ</source>
        <translation>about {n} more minutes</translation>
    </message>
    <message>
        <source>Lecture du fichier</source>
        <translation>Reading the file</translation>
    </message>
    <message>
        <source>Vérification des lignes</source>
        <translation>Checking the rows</translation>
    </message>
    <message>
        <source>Recherche des personnes</source>
        <translation>Looking for the people</translation>
    </message>
    <message>
        <source>Mise en place dans la base</source>
        <translation>Writing to the database</translation>
    </message>
    <message>
        <source>Retrait de ce qui était venu</source>
        <translation>Taking out what had come</translation>
    </message>
    <message>
        <source>Retour à l’état d’avant</source>
        <translation>Putting back what was there</translation>
    </message>
    <message>
        <source>C’est fait</source>
        <translation>Done</translation>
    </message>
</context>
<context>
    <name>ViewBar</name>
    <message>
        <source>attendues au tour à venir</source>
        <translation>expected in the next round</translation>
    </message>
    <message>
        <source>connues au premier tour</source>
        <translation>known in the first round</translation>
    </message>
    <message>
        <source>Abstentions</source>
        <translation>Abstentions</translation>
    </message>
    <message>
        <source>Résultats</source>
        <translation>Results</translation>
    </message>
    <message>
        <source>Notre liste</source>
        <translation>Our list</translation>
    </message>
    <message>
        <source>Prioritaires : jusqu’à</source>
        <translation>Priority: up to</translation>
    </message>
    <message>
        <source>Ensuite : jusqu’à</source>
        <translation>Next: up to</translation>
    </message>
    <message>
        <source>Part des voix possibles que ces bureaux tiennent ensemble.</source>
        <translation>The part of the possible votes these bureaux hold together.</translation>
    </message>
</context>
<context>
    <name>WeightSlider</name>
    <message>
        <source>ne compte pas</source>
        <translation>does not count</translation>
    </message>
    <message>
        <source>comme la règle</source>
        <translation>as the rule</translation>
    </message>
    <message>
        <source>× {weight}</source>
        <translation>× {weight}</translation>
    </message>
</context>
<context>
    <name>WhatIfPanel</name>
    <message>
        <source>Ce qui compte</source>
        <translation>What counts</translation>
    </message>
    <message>
        <source>Ce qu’un appel peut changer</source>
        <translation>What a call can change</translation>
    </message>
    <message>
        <source>Surtout les personnes qui hésitent entre voter et rester chez elles.</source>
        <translation>Above all people who hesitate between voting and staying at home.</translation>
    </message>
    <message>
        <source>La chance de joindre</source>
        <translation>The chance of an answer</translation>
    </message>
    <message>
        <source>Surtout les personnes qui ont plusieurs numéros.</source>
        <translation>Above all people with several numbers.</translation>
    </message>
    <message>
        <source>Le vote du bureau</source>
        <translation>The bureau’s vote</translation>
    </message>
    <message>
        <source>Surtout les bureaux où notre liste est forte.</source>
        <translation>Above all bureaux where our list is strong.</translation>
    </message>
    <message>
        <source>Les personnes qui hésitent passent avant toutes les autres</source>
        <translation>People who hesitate come before all others</translation>
    </message>
    <message>
        <source>Revenir au départ</source>
        <translation>Back to the start</translation>
    </message>
    <message>
        <source>Qui, combien, à quel rythme</source>
        <translation>Who, how many, at what pace</translation>
    </message>
    <message>
        <source>Personnes</source>
        <translation>People</translation>
    </message>
    <message>
        <source>Premières lignes</source>
        <translation>First lines</translation>
    </message>
    <message>
        <source>Essais par ligne</source>
        <translation>Attempts a line</translation>
    </message>
    <message>
        <source>Appels par heure</source>
        <translation>Calls an hour</translation>
    </message>
    <message>
        <source>Appliquer à une campagne</source>
        <translation>Apply to a campaign</translation>
    </message>
    <message>
        <source>Campagne</source>
        <translation>Campaign</translation>
    </message>
    <message>
        <source>Ranger la file ainsi</source>
        <translation>Rank the queue so</translation>
    </message>
    <message>
        <source>Arrêter</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>Selon le tour</source>
        <translation>By the round</translation>
    </message>
    <message>
        <source>Liste : {name}</source>
        <translation>List: {name}</translation>
    </message>
    <message>
        <source>Les lignes changent d’ordre pendant que la campagne tourne ; les rappels promis restent premiers, les appels en cours ne sont pas touchés.</source>
        <translation>Lines change their order while the campaign runs; promised callbacks stay first, calls under way are not touched.</translation>
    </message>
    <message>
        <source>Aucune campagne ouverte : créez-en une depuis « Listes ».</source>
        <translation>No open campaign: create one under “Lists”.</translation>
    </message>
    <message>
        <source>Le compte n’a pas pu être fait ; changez un réglage pour réessayer.</source>
        <translation>The count could not be made; change a setting to try again.</translation>
    </message>
    <message>
        <source>Personne à appeler ici : importez des contacts, ou choisissez d’autres personnes.</source>
        <translation>Nobody to call here: import contacts, or choose other people.</translation>
    </message>
</context>
<context>
    <name>Wizard</name>
    <message>
        <source>Fichiers</source>
        <translation>Files</translation>
    </message>
    <message>
        <source>Choisir un autre fichier</source>
        <translation>Choose another file</translation>
    </message>
    <message>
        <source>Précédent</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Continuer</source>
        <translation>Continue</translation>
    </message>
    <message>
        <source>Refaire l’essai</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>Importer</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>Répondez d’abord aux questions sans réponse.</source>
        <translation>First answer the questions left open.</translation>
    </message>
    <message>
        <source>Corrigez d’abord ce qui est signalé en rouge.</source>
        <translation>First correct what is marked in red.</translation>
    </message>
    <message>
        <source>1 sur 4 : lire</source>
        <translation>1 of 4: read</translation>
    </message>
    <message>
        <source>2 sur 4 : préciser</source>
        <translation>2 of 4: add facts</translation>
    </message>
    <message>
        <source>3 sur 4 : vérifier</source>
        <translation>3 of 4: check</translation>
    </message>
    <message>
        <source>4 sur 4 : terminé</source>
        <translation>4 of 4: done</translation>
    </message>
</context>
<context>
    <name>Working</name>
    <message>
        <source>Arrêter</source>
        <translation>Stop</translation>
    </message>
</context>
<context>
    <name>_AlertRow</name>
    <message>
        <source>Pas de réponse</source>
        <translation>No answer</translation>
    </message>
    <message>
        <source>Noter « pas de réponse » : l’essai compte, la ligne se repose.</source>
        <translation>Log “no answer”: the attempt counts, the line rests.</translation>
    </message>
    <message>
        <source>Un autre jour</source>
        <translation>Another day</translation>
    </message>
    <message>
        <source>Ne rien noter : la ligne sera rappelée un autre jour.</source>
        <translation>Log nothing: the line will be called another day.</translation>
    </message>
    <message>
        <source>Classer…</source>
        <translation>File…</translation>
    </message>
    <message>
        <source>Dire à quel appel il appartient</source>
        <translation>Say which call it belongs to</translation>
    </message>
    <message>
        <source>C’est vu</source>
        <translation>Seen</translation>
    </message>
    <message>
        <source>Retirer de cette liste</source>
        <translation>Take off this list</translation>
    </message>
</context>
<context>
    <name>_AnsweredLine</name>
    <message>
        <source>{question} :</source>
        <translation>{question}:</translation>
    </message>
    <message>
        <source>Modifier</source>
        <translation>Change</translation>
    </message>
</context>
<context>
    <name>_Popup</name>
    <message>
        <source>Cherchez</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>Rien à choisir encore : importez un fichier qui le dit.</source>
        <translation>Nothing to choose yet: import a file that says it.</translation>
    </message>
</context>
<context>
    <name>bureau</name>
    <message>
        <source>De {opens} à {closes}</source>
        <translation>{opens} to {closes}</translation>
    </message>
    <message>
        <source>accès fauteuil roulant</source>
        <translation>wheelchair access</translation>
    </message>
</context>
<context>
    <name>bureaux</name>
    <message>
        <source>Prioritaire</source>
        <translation>Priority</translation>
    </message>
    <message>
        <source>Ensuite</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>Non retenu</source>
        <translation>Left out</translation>
    </message>
    <message>
        <source>{expected} abstentions attendues sur {registered} personnes inscrites</source>
        <translation>{expected} abstentions expected of {registered} people on the roll</translation>
    </message>
    <message>
        <source>, {known} connues au premier tour</source>
        <translation>, {known} known in the first round</translation>
    </message>
    <message>
        <source>{n} ligne à appeler</source>
        <translation>{n} line to call</translation>
    </message>
    <message>
        <source>{n} lignes à appeler</source>
        <translation>{n} lines to call</translation>
    </message>
    <message>
        <source>Notre part : {share}, soit {votes} voix possibles</source>
        <translation>Our share: {share}, that is {votes} possible votes</translation>
    </message>
</context>
<context>
    <name>countdown</name>
    <message>
        <source>Réessayez dans {n} seconde.</source>
        <translation>Try again in {n} second.</translation>
    </message>
    <message>
        <source>Réessayez dans {n} secondes.</source>
        <translation>Try again in {n} seconds.</translation>
    </message>
</context>
<context>
    <name>fault</name>
    <message>
        <source>Le bureau ne répond pas ; ce que vous notez est gardé ici et partira ensuite.</source>
        <translation>The office&apos;s database does not answer; what you log is kept here and sent later.</translation>
    </message>
    <message>
        <source>Cet ordinateur n’a pas de trousseau de clés. La phrase secrète du poste protège les résultats gardés ici ; votre superviseur la connaît.</source>
        <translation>This computer has no key ring. The desk’s passphrase protects the outcomes kept here; your supervisor knows it.</translation>
    </message>
    <message>
        <source>Cette phrase secrète n’est pas la bonne : donnez celle qui a été choisie ici.</source>
        <translation>The passphrase does not open what is kept here: give the one that was chosen here.</translation>
    </message>
    <message>
        <source>Cet ordinateur n’a pas de trousseau de clés : donnez la phrase secrète choisie quand ce poste a rejoint le bureau.</source>
        <translation>This computer has no key ring: give the passphrase chosen when this desk joined the office.</translation>
    </message>
    <message>
        <source>Cet ordinateur n’a pas de trousseau de clés : choisissez une phrase secrète qui protégera les résultats gardés ici. Elle sera demandée à chaque ouverture ; notez-la ailleurs.</source>
        <translation>This computer has no key ring: choose a passphrase that will protect the results kept here. It will be asked for each time the program opens; write it down elsewhere.</translation>
    </message>
    <message>
        <source>Ce mot de passe est refusé.</source>
        <translation>The office refused this password.</translation>
    </message>
    <message>
        <source>Trop de mots de passe faux sur cet ordinateur.</source>
        <translation>Too many wrong passwords on this computer.</translation>
    </message>
    <message>
        <source>Le bureau n’admet plus ce poste : demandez à un superviseur de le réinscrire.</source>
        <translation>The office refused this desk; ask a supervisor to enrol it again.</translation>
    </message>
    <message>
        <source>Ce poste a été retiré : demandez à un superviseur de le réinscrire.</source>
        <translation>This desk was revoked; ask a supervisor to enrol it again.</translation>
    </message>
    <message>
        <source>Vous avez passé autant de fiches que permis en une heure : appelez celle-ci, ou voyez un superviseur.</source>
        <translation>You have passed over as many lines as one may in an hour: please call this one, or see a supervisor.</translation>
    </message>
    <message>
        <source>Cette ligne a été appelée : dites comment l’appel s’est terminé.</source>
        <translation>This line was dialled: please say how the call ended.</translation>
    </message>
    <message>
        <source>Le script de cette campagne ne peut pas être lu : voyez un superviseur.</source>
        <translation>The script of this campaign cannot be read; ask a supervisor.</translation>
    </message>
    <message>
        <source>Aucune fiche n’est réservée ici : demandez la suivante.</source>
        <translation>No line is held here: ask for the next one.</translation>
    </message>
    <message>
        <source>Votre session est terminée : entrez à nouveau, ou voyez un superviseur si votre nom n’y est plus.</source>
        <translation>Your session has ended: sign in again, or see a supervisor if your name is gone.</translation>
    </message>
    <message>
        <source>Seuls vos cinq derniers appels se corrigent ; un superviseur peut le reste.</source>
        <translation>Only your last five calls can be corrected; a supervisor can change older ones.</translation>
    </message>
    <message>
        <source>Cette ligne n’a pas été appelée : passez-la, elle ne compte pas.</source>
        <translation>This line was never dialled: it can be skipped, not counted as a call.</translation>
    </message>
    <message>
        <source>Cet appel a déjà un autre résultat.</source>
        <translation>This call was already logged otherwise.</translation>
    </message>
</context>
<context>
    <name>files</name>
    <message>
        <source>rien de nouveau</source>
        <translation>nothing new</translation>
    </message>
    <message>
        <source>{n} personne nouvelle</source>
        <translation>{n} person new</translation>
    </message>
    <message>
        <source>{n} personnes nouvelles</source>
        <translation>{n} people new</translation>
    </message>
    <message>
        <source>{n} personne modifiée</source>
        <translation>{n} person changed</translation>
    </message>
    <message>
        <source>{n} personnes modifiées</source>
        <translation>{n} people changed</translation>
    </message>
    <message>
        <source>{n} personne inchangée</source>
        <translation>{n} person unchanged</translation>
    </message>
    <message>
        <source>{n} personnes inchangées</source>
        <translation>{n} people unchanged</translation>
    </message>
    <message>
        <source>{n} départ</source>
        <translation>{n} departure</translation>
    </message>
    <message>
        <source>{n} départs</source>
        <translation>{n} departures</translation>
    </message>
    <message>
        <source>{n} participation nouvelle</source>
        <translation>{n} vote or abstention new</translation>
    </message>
    <message>
        <source>{n} participations nouvelles</source>
        <translation>{n} votes and abstentions new</translation>
    </message>
    <message>
        <source>{n} participation corrigée</source>
        <translation>{n} vote or abstention corrected</translation>
    </message>
    <message>
        <source>{n} participations corrigées</source>
        <translation>{n} votes and abstentions corrected</translation>
    </message>
    <message>
        <source>{n} participation déjà connue</source>
        <translation>{n} vote or abstention known already</translation>
    </message>
    <message>
        <source>{n} participations déjà connues</source>
        <translation>{n} votes and abstentions known already</translation>
    </message>
    <message>
        <source>{n} contact rattaché à la liste</source>
        <translation>{n} contact linked to the roll</translation>
    </message>
    <message>
        <source>{n} contacts rattachés à la liste</source>
        <translation>{n} contacts linked to the roll</translation>
    </message>
    <message>
        <source>{n} contact à vérifier</source>
        <translation>{n} contact to review</translation>
    </message>
    <message>
        <source>{n} contacts à vérifier</source>
        <translation>{n} contacts to review</translation>
    </message>
    <message>
        <source>{n} contact hors liste</source>
        <translation>{n} contact outside the roll</translation>
    </message>
    <message>
        <source>{n} contacts hors liste</source>
        <translation>{n} contacts outside the roll</translation>
    </message>
    <message>
        <source>{n} contact en double</source>
        <translation>{n} contact twice</translation>
    </message>
    <message>
        <source>{n} contacts en double</source>
        <translation>{n} contacts twice</translation>
    </message>
    <message>
        <source>{n} opposition respectée</source>
        <translation>{n} objection respected</translation>
    </message>
    <message>
        <source>{n} oppositions respectées</source>
        <translation>{n} objections respected</translation>
    </message>
    <message>
        <source>{n} ligne reconnue</source>
        <translation>{n} row recognised</translation>
    </message>
    <message>
        <source>{n} lignes reconnues</source>
        <translation>{n} rows recognised</translation>
    </message>
    <message>
        <source>{n} ligne sans personne en face</source>
        <translation>{n} row that is nobody’s</translation>
    </message>
    <message>
        <source>{n} lignes sans personne en face</source>
        <translation>{n} rows that are nobody’s</translation>
    </message>
    <message>
        <source>{n} ligne refusée</source>
        <translation>{n} row refused</translation>
    </message>
    <message>
        <source>{n} lignes refusées</source>
        <translation>{n} rows refused</translation>
    </message>
    <message>
        <source>{n} ligne avec téléphone ou e-mail, à importer aussi comme contact</source>
        <translation>{n} row with a telephone or e-mail, to be imported as a contact too</translation>
    </message>
    <message>
        <source>{n} lignes avec téléphone ou e-mail, à importer aussi comme contacts</source>
        <translation>{n} rows with a telephone or e-mail, to be imported as contacts too</translation>
    </message>
    <message>
        <source>{n} nouveau</source>
        <translation>{n} new</translation>
    </message>
    <message>
        <source>{n} nouveaux</source>
        <translation>{n} new</translation>
    </message>
    <message>
        <source>{n} modifié</source>
        <translation>{n} changed</translation>
    </message>
    <message>
        <source>{n} modifiés</source>
        <translation>{n} changed</translation>
    </message>
    <message>
        <source>{n} inchangé</source>
        <translation>{n} unchanged</translation>
    </message>
    <message>
        <source>{n} inchangés</source>
        <translation>{n} unchanged</translation>
    </message>
    <message>
        <source>Liste électorale</source>
        <translation>Electoral roll</translation>
    </message>
    <message>
        <source>Émargement : qui a voté</source>
        <translation>Turnout: who voted</translation>
    </message>
    <message>
        <source>Contacts de la campagne</source>
        <translation>The campaign’s contacts</translation>
    </message>
    <message>
        <source>Bureaux de vote</source>
        <translation>Polling stations</translation>
    </message>
    <message>
        <source>Résultats par bureau</source>
        <translation>Results by bureau</translation>
    </message>
    <message>
        <source>Envois d’e-mails : ouvertures et clics</source>
        <translation>Mailings: openings and clicks</translation>
    </message>
    <message>
        <source>Émargement</source>
        <translation>Turnout</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>Contacts</translation>
    </message>
    <message>
        <source>Résultats</source>
        <translation>Results</translation>
    </message>
    <message>
        <source>E-mails</source>
        <translation>E-mails</translation>
    </message>
    <message>
        <source>A voté : {round}</source>
        <translation>Voted: {round}</translation>
    </message>
    <message>
        <source>Nom de naissance</source>
        <translation>Birth name</translation>
    </message>
    <message>
        <source>Nom d’usage</source>
        <translation>Used name</translation>
    </message>
    <message>
        <source>Prénoms</source>
        <translation>First names</translation>
    </message>
    <message>
        <source>Nom</source>
        <translation>Surname</translation>
    </message>
    <message>
        <source>Prénom</source>
        <translation>First name</translation>
    </message>
    <message>
        <source>Nom et prénom ensemble</source>
        <translation>Surname and first name together</translation>
    </message>
    <message>
        <source>Sexe</source>
        <translation>Sex</translation>
    </message>
    <message>
        <source>Date de naissance</source>
        <translation>Birth date</translation>
    </message>
    <message>
        <source>Téléphone mobile</source>
        <translation>Mobile</translation>
    </message>
    <message>
        <source>Téléphone fixe</source>
        <translation>Landline</translation>
    </message>
    <message>
        <source>Téléphone</source>
        <translation>Telephone</translation>
    </message>
    <message>
        <source>Adresse e-mail</source>
        <translation>E-mail address</translation>
    </message>
    <message>
        <source>Origine du contact</source>
        <translation>Origin of the contact</translation>
    </message>
    <message>
        <source>Date de collecte</source>
        <translation>Date of collection</translation>
    </message>
    <message>
        <source>Ne plus appeler</source>
        <translation>Do not call</translation>
    </message>
    <message>
        <source>Mobile erroné</source>
        <translation>Bad mobile</translation>
    </message>
    <message>
        <source>Étiquettes</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>Identifiant</source>
        <translation>Identifier</translation>
    </message>
    <message>
        <source>Envoi</source>
        <translation>Mailing</translation>
    </message>
    <message>
        <source>Action (ouverture, clic…)</source>
        <translation>Event (opening, click…)</translation>
    </message>
    <message>
        <source>Lien</source>
        <translation>Link</translation>
    </message>
    <message>
        <source>Date et heure</source>
        <translation>Date and time</translation>
    </message>
    <message>
        <source>Code de la commune</source>
        <translation>Commune code</translation>
    </message>
    <message>
        <source>Nom de la commune</source>
        <translation>Commune name</translation>
    </message>
    <message>
        <source>Département</source>
        <translation>Département</translation>
    </message>
    <message>
        <source>Type de liste</source>
        <translation>Type of list</translation>
    </message>
    <message>
        <source>Date de la liste</source>
        <translation>Date of the roll</translation>
    </message>
    <message>
        <source>Numéro dans la voie</source>
        <translation>Street number</translation>
    </message>
    <message>
        <source>Type de voie</source>
        <translation>Street type</translation>
    </message>
    <message>
        <source>Voie</source>
        <translation>Street</translation>
    </message>
    <message>
        <source>Adresse</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>Complément d’adresse</source>
        <translation>Address, second line</translation>
    </message>
    <message>
        <source>Complément d’adresse (2)</source>
        <translation>Address, third line</translation>
    </message>
    <message>
        <source>Lieu-dit</source>
        <translation>Locality</translation>
    </message>
    <message>
        <source>Code postal</source>
        <translation>Postcode</translation>
    </message>
    <message>
        <source>Ville</source>
        <translation>City</translation>
    </message>
    <message>
        <source>Pays</source>
        <translation>Country</translation>
    </message>
    <message>
        <source>Code du bureau</source>
        <translation>Bureau code</translation>
    </message>
    <message>
        <source>Nom du bureau</source>
        <translation>Bureau name</translation>
    </message>
    <message>
        <source>Numéro d’ordre</source>
        <translation>Order number</translation>
    </message>
    <message>
        <source>Nom du lieu</source>
        <translation>Name of the place</translation>
    </message>
    <message>
        <source>Heure d’ouverture</source>
        <translation>Opening hour</translation>
    </message>
    <message>
        <source>Heure de fermeture</source>
        <translation>Closing hour</translation>
    </message>
    <message>
        <source>Latitude</source>
        <translation>Latitude</translation>
    </message>
    <message>
        <source>Longitude</source>
        <translation>Longitude</translation>
    </message>
    <message>
        <source>Accès en fauteuil</source>
        <translation>Wheelchair access</translation>
    </message>
    <message>
        <source>Tour</source>
        <translation>Round</translation>
    </message>
    <message>
        <source>A voté ou non</source>
        <translation>Voted or not</translation>
    </message>
    <message>
        <source>Inscrits</source>
        <translation>Registered</translation>
    </message>
    <message>
        <source>Votants</source>
        <translation>Voters</translation>
    </message>
    <message>
        <source>Blancs</source>
        <translation>Blank</translation>
    </message>
    <message>
        <source>Nuls</source>
        <translation>Invalid</translation>
    </message>
    <message>
        <source>Blancs et nuls</source>
        <translation>Blank and invalid</translation>
    </message>
    <message>
        <source>Exprimés</source>
        <translation>Valid</translation>
    </message>
    <message>
        <source>Nos voix</source>
        <translation>Our votes</translation>
    </message>
    <message>
        <source>une colonne par tour</source>
        <translation>one column a round</translation>
    </message>
    <message>
        <source>Windows (1252)</source>
        <translation>Windows (1252)</translation>
    </message>
    <message>
        <source>Latin (ISO 8859-1)</source>
        <translation>Latin (ISO 8859-1)</translation>
    </message>
    <message>
        <source>DOS (850)</source>
        <translation>DOS (850)</translation>
    </message>
    <message>
        <source>Point-virgule ;</source>
        <translation>Semicolon ;</translation>
    </message>
    <message>
        <source>Virgule ,</source>
        <translation>Comma ,</translation>
    </message>
    <message>
        <source>Tabulation</source>
        <translation>Tab</translation>
    </message>
    <message>
        <source>Barre |</source>
        <translation>Bar |</translation>
    </message>
</context>
<context>
    <name>joining</name>
    <message>
        <source>Cette invitation a déjà servi ou a expiré : demandez-en une autre.</source>
        <translation>This invitation was used already or has expired: ask for another one.</translation>
    </message>
    <message>
        <source>Cette invitation a expiré : demandez-en une autre au bureau.</source>
        <translation>This invitation has expired: ask the office for another one.</translation>
    </message>
    <message>
        <source>Ce n’est pas une invitation, ou il en manque un morceau : redemandez-la.</source>
        <translation>This is no invitation, or it was cut short: ask for it again.</translation>
    </message>
    <message>
        <source>Cette invitation a été modifiée en chemin : ne l’utilisez pas, demandez-en une autre.</source>
        <translation>This invitation was changed on its way: do not use it, ask for another one.</translation>
    </message>
    <message>
        <source>Ce qui répond à l’adresse du bureau n’est pas le bureau ; rien ne lui a été confié. Vérifiez le réseau, ou demandez une nouvelle invitation.</source>
        <translation>What answers at the office’s address is not the office; it was told nothing. Check the network, or ask for a new invitation.</translation>
    </message>
    <message>
        <source>Le bureau n’admet pas ce réseau, ou ne connaît pas ce poste : voyez son responsable.</source>
        <translation>The office lets nobody in from this network, or does not know this desk: see whoever runs it.</translation>
    </message>
    <message>
        <source>Le bureau ne répond pas : vérifiez le réseau, puis réessayez.</source>
        <translation>The office does not answer: check the network, then try again.</translation>
    </message>
</context>
<context>
    <name>journal</name>
    <message>
        <source>Le journal de ce poste est scellé avec une autre clé. Si elle est perdue, mettez de côté {file} : les appels qu’il contient seront à noter de nouveau.</source>
        <translation>This desk’s journal is sealed with another key. If that is lost, move {file} away: the calls it holds must then be logged again.</translation>
    </message>
    <message>
        <source>La clé du journal de ce poste est abîmée : mettez de côté {file} et le journal à côté, puis recommencez.</source>
        <translation>The key of this desk’s journal is damaged: move {file} and the journal beside it away, then start again.</translation>
    </message>
    <message>
        <source>Le journal de ce poste ne s’ouvre pas, et sans lui aucun appel : {remedy}</source>
        <translation>This desk’s journal cannot be used, and without it no call may be made: {remedy}</translation>
    </message>
    <message>
        <source>Le journal de ce poste ne se lit pas : {remedy}</source>
        <translation>This desk’s journal cannot be read: {remedy}</translation>
    </message>
    <message>
        <source>Rien ne s’écrit dans le journal de ce poste : {remedy}</source>
        <translation>This desk’s journal cannot be written: {remedy}</translation>
    </message>
    <message>
        <source>le fichier</source>
        <translation>the file</translation>
    </message>
    <message>
        <source>{file} est abîmé. Mettez-le de côté, recommencez, et notez de nouveau les appels qu’il contenait.</source>
        <translation>{file} is damaged. Move it away, start again, and log again the calls it held.</translation>
    </message>
    <message>
        <source>un autre programme le retient (une sauvegarde, un antivirus). Fermez-le, puis recommencez.</source>
        <translation>another program holds it (a backup, a virus scanner). Close that, then try again.</translation>
    </message>
    <message>
        <source>libérez de la place sur cet ordinateur, ou rétablissez les droits du fichier et de son dossier, puis recommencez.</source>
        <translation>free some space on this computer, or mend the rights of the file and its folder, then try again.</translation>
    </message>
    <message>
        <source>libérez de la place sur cet ordinateur, puis recommencez.</source>
        <translation>free some space on this computer, then try again.</translation>
    </message>
</context>
<context>
    <name>line</name>
    <message>
        <source>mobile</source>
        <translation>mobile</translation>
    </message>
    <message>
        <source>fixe</source>
        <translation>landline</translation>
    </message>
    <message>
        <source>autre ligne</source>
        <translation>other line</translation>
    </message>
    <message>
        <source>{source}, {day}</source>
        <translation>{source}, {day}</translation>
    </message>
</context>
<context>
    <name>list fields</name>
    <message>
        <source>Bureau</source>
        <translation>Bureau</translation>
    </message>
    <message>
        <source>Âge</source>
        <translation>Age</translation>
    </message>
    <message>
        <source>Sexe</source>
        <translation>Sex</translation>
    </message>
    <message>
        <source>Risque d’abstention</source>
        <translation>Chance of abstaining</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>Étiquette</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Centre d’intérêt</source>
        <translation>Interest</translation>
    </message>
    <message>
        <source>Pas d’appel depuis</source>
        <translation>No call for</translation>
    </message>
    <message>
        <source>A un mobile</source>
        <translation>Has a mobile</translation>
    </message>
    <message>
        <source>Langue</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>Abstention à un tour</source>
        <translation>Abstained in a round</translation>
    </message>
    <message>
        <source>Vote à un tour</source>
        <translation>Voted in a round</translation>
    </message>
    <message>
        <source>oui</source>
        <translation>yes</translation>
    </message>
    <message>
        <source>non</source>
        <translation>no</translation>
    </message>
    <message>
        <source>entre</source>
        <translation>between</translation>
    </message>
    <message>
        <source>hors de</source>
        <translation>outside</translation>
    </message>
    <message>
        <source>est</source>
        <translation>is</translation>
    </message>
    <message>
        <source>n’est pas</source>
        <translation>is not</translation>
    </message>
    <message>
        <source>{band} ans</source>
        <translation>{band}</translation>
    </message>
    <message>
        <source>Femmes</source>
        <translation>Women</translation>
    </message>
    <message>
        <source>Hommes</source>
        <translation>Men</translation>
    </message>
</context>
<context>
    <name>moments</name>
    <message>
        <source>hier à {hour}</source>
        <translation>yesterday at {hour}</translation>
    </message>
    <message>
        <source>aujourd’hui à {hour}</source>
        <translation>today at {hour}</translation>
    </message>
    <message>
        <source>demain à {hour}</source>
        <translation>tomorrow at {hour}</translation>
    </message>
    <message>
        <source>{day} à {hour}</source>
        <translation>{day} at {hour}</translation>
    </message>
    <message>
        <source>{days} j {hours} h</source>
        <translation>{days} d {hours} h</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} h {minutes} min</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} min</translation>
    </message>
</context>
<context>
    <name>note</name>
    <message>
        <source>La santé d’une personne ne se note pas.</source>
        <translation>A person’s health is not written down.</translation>
    </message>
    <message>
        <source>Les croyances d’une personne ne se notent pas.</source>
        <translation>A person’s beliefs are not written down.</translation>
    </message>
    <message>
        <source>L’origine d’une personne ne se note pas.</source>
        <translation>A person’s origin is not written down.</translation>
    </message>
    <message>
        <source>La vie privée d’une personne ne se note pas.</source>
        <translation>A person’s private life is not written down.</translation>
    </message>
    <message>
        <source>Le fait d’avoir voté ou non ne se note pas.</source>
        <translation>Whether someone voted is not written down.</translation>
    </message>
    <message>
        <source>Préfère un appel à un autre moment.</source>
        <translation>Prefers a call at another time.</translation>
    </message>
    <message>
        <source>Aurait besoin d’un trajet jusqu’au bureau.</source>
        <translation>Would need a lift to the polling station.</translation>
    </message>
    <message>
        <source>N’est pas disponible à cette heure.</source>
        <translation>Is not free at this hour.</translation>
    </message>
    <message>
        <source>Échange plus facile dans une autre langue.</source>
        <translation>Easier to talk in another language.</translation>
    </message>
    <message>
        <source>Souhaite rester discret·ète.</source>
        <translation>Would like to stay discreet.</translation>
    </message>
    <message>
        <source>Hésite encore, à rappeler avant le vote.</source>
        <translation>Still undecided, call again before the vote.</translation>
    </message>
</context>
<context>
    <name>office</name>
    <message>
        <source>Il n’y a pas de bureau dans {0}.</source>
        <translation>There is no office in {0}.</translation>
    </message>
    <message>
        <source>Le bureau « {0} » n’a pas été créé jusqu’au bout.</source>
        <translation>The office &apos;{0}&apos; was not made to its end.</translation>
    </message>
    <message>
        <source>Ce bureau a déménagé vers {0} ; ce qui est ici est fermé.</source>
        <translation>This office moved to {0}; what is here is closed.</translation>
    </message>
    <message>
        <source>Les tables de la base sont d’une autre version de Phonebank.</source>
        <translation>The database&apos;s tables are from another version of Phonebank.</translation>
    </message>
    <message>
        <source>PostgreSQL {0} est installé dans {1}.</source>
        <translation>PostgreSQL {0} is installed in {1}.</translation>
    </message>
    <message>
        <source>PostgreSQL {0} (dans {1}) lit les données.</source>
        <translation>PostgreSQL {0} in {1} reads the data.</translation>
    </message>
    <message>
        <source>Les données sont de PostgreSQL {0}, et la version {1} est installée aussi.</source>
        <translation>The data is PostgreSQL {0}&apos;s and version {1} is installed too.</translation>
    </message>
    <message>
        <source>Il n’y a pas de base complète dans {0}.</source>
        <translation>There is no complete database in {0}.</translation>
    </message>
    <message>
        <source>La base de {0} tourne.</source>
        <translation>The database in {0} is running.</translation>
    </message>
    <message>
        <source>La base de {0} est arrêtée.</source>
        <translation>The database in {0} is stopped.</translation>
    </message>
    <message>
        <source>{0} Gio sont libres sur le disque de {1}.</source>
        <translation>{0} GiB are free on the disk of {1}.</translation>
    </message>
    <message>
        <source>D’autres comptes de cet ordinateur peuvent lire {0}.</source>
        <translation>Other accounts of this computer may look into {0}.</translation>
    </message>
    <message>
        <source>Ce compte ne peut pas écrire dans {0}.</source>
        <translation>The folder {0} cannot be written by this account.</translation>
    </message>
    <message>
        <source>Les dossiers du bureau sont fermés aux autres comptes.</source>
        <translation>The office&apos;s folders are closed to other accounts.</translation>
    </message>
    <message>
        <source>L’horloge de l’ordinateur retarde sur la dernière écriture du bureau.</source>
        <translation>The computer&apos;s clock is behind the time at which the office was last written.</translation>
    </message>
    <message>
        <source>L’horloge s’accorde avec les fichiers du bureau.</source>
        <translation>The clock agrees with the office&apos;s files.</translation>
    </message>
    <message>
        <source>Le certificat du serveur manque, ou n’est pas de l’autorité du bureau.</source>
        <translation>The server&apos;s certificate is missing or is not of the office&apos;s authority.</translation>
    </message>
    <message>
        <source>Le certificat du serveur est valable jusqu’au {0}.</source>
        <translation>The server&apos;s certificate is good until {0}.</translation>
    </message>
    <message>
        <source>Le certificat du serveur a expiré le {0}.</source>
        <translation>The server&apos;s certificate ended on {0}.</translation>
    </message>
    <message>
        <source>L’autorité du bureau est valable jusqu’au {0}.</source>
        <translation>The office&apos;s authority is good until {0}.</translation>
    </message>
    <message>
        <source>L’autorité du bureau a expiré le {0}.</source>
        <translation>The office&apos;s authority ended on {0}.</translation>
    </message>
    <message>
        <source>La clé de l’autorité du bureau n’est pas scellée : cet ordinateur n’a pas de trousseau de clés.</source>
        <translation>The key of the office&apos;s authority is not sealed: this computer has no key ring.</translation>
    </message>
    <message>
        <source>Cet ordinateur n’a plus l’adresse {0}, par laquelle les postes le joignent.</source>
        <translation>This computer no longer has the address {0}, by which desks reach it.</translation>
    </message>
    <message>
        <source>Le bureau écouterait sur {0}, mais il est arrêté.</source>
        <translation>The office would listen on {0}, and is stopped.</translation>
    </message>
    <message>
        <source>Le bureau répond sur {0}, chiffré.</source>
        <translation>The office answers on {0}, over TLS.</translation>
    </message>
    <message>
        <source>Rien ne répond sur {0}.</source>
        <translation>Nothing answers on {0}.</translation>
    </message>
    <message>
        <source>Ce qui répond sur {0} ne prouve pas être ce bureau ({1}).</source>
        <translation>What answers on {0} does not prove to be this office ({1}).</translation>
    </message>
    <message>
        <source>La dernière sauvegarde n’est plus dans {0}, ou plus entière.</source>
        <translation>The last backup is no longer in {0}, or not whole.</translation>
    </message>
    <message>
        <source>Le bureau ne répond pas à {0} : vérifiez qu’il tourne et que cet ordinateur est sur son réseau, puis rejoignez-le avec la même invitation.</source>
        <translation>The office does not answer at {0}: check that it runs and that this computer is in its network, then join again with the same invitation.</translation>
    </message>
    <message>
        <source>Rien ne manque au bureau d’entraînement « {0} ».</source>
        <translation>The practice office “{0}” is complete.</translation>
    </message>
    <message>
        <source>Rien ne manque au bureau « {0} ».</source>
        <translation>The office “{0}” is complete.</translation>
    </message>
    <message>
        <source>La clé du certificat du serveur manque, ou est celle d’un autre certificat.</source>
        <translation>The key of the server’s certificate is missing, or is another certificate’s.</translation>
    </message>
    <message>
        <source>La clé de l’autorité du bureau manque dans {0}.</source>
        <translation>The key of the office’s authority is missing in {0}.</translation>
    </message>
    <message>
        <source>Le certificat de l’autorité du bureau, dans {0}, est abîmé.</source>
        <translation>The certificate of the office’s authority, in {0}, is damaged.</translation>
    </message>
    <message>
        <source>La clé du bureau, dans {0}, ne s’ouvre pas.</source>
        <translation>The office’s key in {0} cannot be opened.</translation>
    </message>
    <message>
        <source>{0} est abîmé.</source>
        <translation>{0} is damaged.</translation>
    </message>
    <message>
        <source>La base de {0} n’est pas entière : il manque {1}.</source>
        <translation>The database in {0} is not whole: {1} missing.</translation>
    </message>
    <message>
        <source>{0} est une copie de {1}, sans base à elle.</source>
        <translation>{0} is a copy of {1}, and has no database of its own.</translation>
    </message>
    <message>
        <source>{0} est une copie de {1}, sans base à elle : ouvrez celui-là, ou restaurez une sauvegarde dans un nouveau dossier.</source>
        <translation>{0} is a copy of {1}, and has no database of its own: open that one, or restore a backup into a new folder.</translation>
    </message>
    <message>
        <source>Ce bureau n’a pas encore de sauvegarde.</source>
        <translation>There is no backup of this office yet.</translation>
    </message>
    <message>
        <source>La dernière sauvegarde a moins d’une heure.</source>
        <translation>The last backup is less than an hour old.</translation>
    </message>
    <message>
        <source>La dernière sauvegarde a une heure.</source>
        <translation>The last backup is one hour old.</translation>
    </message>
    <message>
        <source>La dernière sauvegarde a {0} heures.</source>
        <translation>The last backup is {0} hours old.</translation>
    </message>
    <message>
        <source>PostgreSQL {0} répond à {1}.</source>
        <translation>PostgreSQL {0} answers at {1}.</translation>
    </message>
    <message>
        <source>Le serveur ne peut pas être interrogé ({0}).</source>
        <translation>The server cannot be asked ({0}).</translation>
    </message>
    <message>
        <source>Les horloges de cet ordinateur et du bureau diffèrent de {0} s.</source>
        <translation>The clocks of this computer and the office differ by {0} s.</translation>
    </message>
    <message>
        <source>Les horloges de cet ordinateur et du bureau s’accordent.</source>
        <translation>The clocks of this computer and the office agree.</translation>
    </message>
    <message>
        <source>Un élément de la base n’est pas tel que Phonebank l’a fait : {0}.</source>
        <translation>One thing in the database is not as Phonebank made it: {0}.</translation>
    </message>
    <message>
        <source>{0} éléments de la base ne sont pas tels que Phonebank les a faits : {1}.</source>
        <translation>{0} things in the database are not as Phonebank made them: {1}.</translation>
    </message>
    <message>
        <source>Les fonctions et les droits de la base sont comme il faut.</source>
        <translation>The database&apos;s functions and rights are as they should be.</translation>
    </message>
    <message>
        <source>Une restauration a été coupée au moment de mettre sa base en place.</source>
        <translation>A restore was cut off while it put its database in place.</translation>
    </message>
    <message>
        <source>Le compte de la base n’administre pas son serveur : {0} choses y restent ouvertes à tout compte.</source>
        <translation>The database&apos;s account is no administrator of its server, so {0} things stay open to every account there.</translation>
    </message>
    <message>
        <source>Ce que le serveur pourrait prêter à tout compte est fermé.</source>
        <translation>What the server could lend to every account is closed.</translation>
    </message>
    <message>
        <source>Hébergez-le à nouveau ici.</source>
        <translation>Host it here again.</translation>
    </message>
    <message>
        <source>Reprenez ce dossier d’une sauvegarde, ou faites-en une autre (phonebank office host --new-authority) ; chaque poste rejoint alors à nouveau.</source>
        <translation>Restore that folder from a backup, or make another (phonebank office host --new-authority); every desk then joins again.</translation>
    </message>
    <message>
        <source>Faites-en une : « Sauvegarder maintenant ».</source>
        <translation>Make one: “Back up now”.</translation>
    </message>
    <message>
        <source>Hébergez-le à nouveau ici ; si cela dure, un autre programme a pris le port : choisissez-en un autre par « phonebank office host --port ».</source>
        <translation>Host it here again; if it stays so, another program has taken the port: choose another with &apos;phonebank office host --port&apos;.</translation>
    </message>
    <message>
        <source>Ouvrez-le là-bas.</source>
        <translation>Open it there.</translation>
    </message>
    <message>
        <source>Créez-le d’abord.</source>
        <translation>Make it first.</translation>
    </message>
    <message>
        <source>Ouvrez-le : ce qui manque est créé alors.</source>
        <translation>Open it: what is missing is made then.</translation>
    </message>
    <message>
        <source>Rouvrez le bureau : elles sont alors mises à jour.</source>
        <translation>Open the office again: they are brought to this version then.</translation>
    </message>
    <message>
        <source>Mettez le bureau à niveau (phonebank office upgrade) avant que PostgreSQL {0} ne soit retiré de cet ordinateur.</source>
        <translation>Upgrade the office (phonebank office upgrade) before PostgreSQL {0} is removed from this computer.</translation>
    </message>
    <message>
        <source>Ouvrez le bureau s’il est neuf ; sinon, restaurez sa dernière sauvegarde.</source>
        <translation>Open the office if it is new; else restore its latest backup.</translation>
    </message>
    <message>
        <source>Faites de la place maintenant : bientôt, les appels ne seront plus notés.</source>
        <translation>Make room now: calls will soon not be saved.</translation>
    </message>
    <message>
        <source>Faites de la place avant d’importer une liste.</source>
        <translation>Make room before importing a roll.</translation>
    </message>
    <message>
        <source>Fermez-le : chmod 700 {0}</source>
        <translation>Close it: chmod 700 {0}</translation>
    </message>
    <message>
        <source>Ouvrez le bureau depuis le compte qui l’a créé.</source>
        <translation>Open the office from the account that made it.</translation>
    </message>
    <message>
        <source>Remettez-la à l’heure : les heures d’appel et le silence la suivent.</source>
        <translation>Set the clock right: calling hours and the election silence follow it.</translation>
    </message>
    <message>
        <source>Ouvrez celui-là, ou restaurez une sauvegarde dans un nouveau dossier.</source>
        <translation>Open that one, or restore a backup into a new folder.</translation>
    </message>
    <message>
        <source>Copiez de nouveau le dossier, le bureau arrêté ; sinon, restaurez la dernière sauvegarde.</source>
        <translation>Copy the folder again with the office stopped; else restore its latest backup.</translation>
    </message>
    <message>
        <source>Reprenez-le d’une sauvegarde.</source>
        <translation>Restore it from a backup.</translation>
    </message>
    <message>
        <source>Faites-le renouveler par la personne qui s’occupe du serveur.</source>
        <translation>Have it renewed by whoever looks after the server.</translation>
    </message>
    <message>
        <source>Renouvelez-la (phonebank office host --new-authority) ; chaque poste rejoint alors à nouveau.</source>
        <translation>Renew it with &apos;phonebank office host --new-authority&apos;; every desk then joins again.</translation>
    </message>
    <message>
        <source>Donnez PHONEBANK_PASSPHRASE, puis : phonebank office host --new-authority</source>
        <translation>Set PHONEBANK_PASSPHRASE, then: phonebank office host --new-authority</translation>
    </message>
    <message>
        <source>Rendez-lui son adresse, ou hébergez à nouveau et invitez les postes.</source>
        <translation>Give it back its address, or host again and invite the desks.</translation>
    </message>
    <message>
        <source>Rouvrez le bureau.</source>
        <translation>Open the office again.</translation>
    </message>
    <message>
        <source>Fermez toutes les fenêtres de ce bureau, puis rouvrez-le.</source>
        <translation>Close every window of this office, then open it again.</translation>
    </message>
    <message>
        <source>Vérifiez son adresse, le compte et son mot de passe.</source>
        <translation>Check its address, the account and its password.</translation>
    </message>
    <message>
        <source>Que les deux ordinateurs prennent l’heure du réseau (timedatectl set-ntp true).</source>
        <translation>Let both computers take their time from the network (timedatectl set-ntp true).</translation>
    </message>
    <message>
        <source>Cherchez qui les a changés ; « phonebank office mend » remet les fonctions en place.</source>
        <translation>Find out who changed them; &apos;phonebank office mend&apos; puts the functions back.</translation>
    </message>
    <message>
        <source>Rouvrez le bureau : cela se répare tout seul.</source>
        <translation>Open the office: it is put right by itself.</translation>
    </message>
    <message>
        <source>Que son administrateur lance « phonebank office mend » avec un compte qui administre le serveur, ou donnez au bureau un serveur à lui.</source>
        <translation>Have its administrator run &apos;phonebank office mend&apos; with an account that administers the server, or give the office a server of its own.</translation>
    </message>
    <message>
        <source>il n’y a rien à cet endroit</source>
        <translation>there is nothing there</translation>
    </message>
    <message>
        <source>le disque est plein</source>
        <translation>the disk is full</translation>
    </message>
    <message>
        <source>l’accès est refusé</source>
        <translation>access is refused</translation>
    </message>
    <message>
        <source>le disque est en lecture seule</source>
        <translation>the disk is read-only</translation>
    </message>
    <message>
        <source>c’est un dossier</source>
        <translation>it is a folder</translation>
    </message>
    <message>
        <source>le disque ne répond pas</source>
        <translation>the disk does not answer</translation>
    </message>
    <message>
        <source>{0} autre fenêtre utilise ce bureau : fermez-la d’abord, car la base redémarre.</source>
        <translation>{0} other window uses this office: close them first, since its database starts anew.</translation>
    </message>
    <message>
        <source>{0} autres fenêtres utilisent ce bureau : fermez-les d’abord, car la base redémarre.</source>
        <translation>{0} other windows use this office: close them first, since its database starts anew.</translation>
    </message>
    <message>
        <source>Le PostgreSQL de cet ordinateur ne sait pas chiffrer : le bureau ne s’ouvre pas au réseau. Installez-en un qui le sait (sur Debian : apt install postgresql).</source>
        <translation>The PostgreSQL of this computer cannot encrypt connections, so the office may not listen: install one that can (on Debian: apt install postgresql).</translation>
    </message>
    <message>
        <source>Cet ordinateur n’est sur aucun réseau : branchez-le, ou écrivez le réseau, par exemple 192.168.1.0/24.</source>
        <translation>This computer stands in no network: connect it, or write the network, for example 192.168.1.0/24.</translation>
    </message>
    <message>
        <source>{0} n’est pas un réseau : écrivez-le comme 192.168.1.0/24.</source>
        <translation>{0} is no network: write it like 192.168.1.0/24.</translation>
    </message>
    <message>
        <source>{0} dépasse le bureau : nommez son réseau à lui, comme 192.168.1.0/24.</source>
        <translation>{0} reaches beyond the office: name its own network, like 192.168.1.0/24.</translation>
    </message>
    <message>
        <source>Cet ordinateur n’atteint pas {0} : vérifiez son réseau.</source>
        <translation>This computer has no way to {0}: check its network.</translation>
    </message>
    <message>
        <source>« {0} » n’est ni le nom ni l’adresse d’un ordinateur.</source>
        <translation>&apos;{0}&apos; is neither the name nor the address of a computer.</translation>
    </message>
    <message>
        <source>Les ports {0} à {1} sont tous pris : fermez d’autres serveurs.</source>
        <translation>The ports {0} to {1} are all in use: close other servers.</translation>
    </message>
    <message>
        <source>Un autre programme occupe le port {0} : prenez-en un autre.</source>
        <translation>Another program uses port {0}: choose another.</translation>
    </message>
    <message>
        <source>Le système n’a pas pris le service ({0}) ; pour voir : {1}</source>
        <translation>The system did not take the service ({0}); to look: {1}</translation>
    </message>
    <message>
        <source>{0} ne peut pas être retiré ({1}) : c’est à un administrateur de le faire.</source>
        <translation>{0} cannot be removed ({1}): an administrator has to.</translation>
    </message>
    <message>
        <source>{0} ne peut pas être écrit ({1}) : c’est à un administrateur de le faire.</source>
        <translation>{0} cannot be written ({1}): an administrator has to.</translation>
    </message>
    <message>
        <source>Ce système n’a pas systemd : ouvrez Phonebank pour que le bureau réponde.</source>
        <translation>This system has no systemd: open Phonebank for the office to answer.</translation>
    </message>
    <message>
        <source>Ce bureau n’est pas encore hébergé : commencez par là.</source>
        <translation>This office is not hosted yet: begin with that.</translation>
    </message>
    <message>
        <source>Un autre poste s’appelle {0} : choisissez un autre nom.</source>
        <translation>Another desk is called {0}: choose another name.</translation>
    </message>
    <message>
        <source>Le nom d’un poste a de 1 à 60 lettres ou chiffres.</source>
        <translation>A desk&apos;s name has 1 to 60 letters or digits.</translation>
    </message>
    <message>
        <source>Le poste {0} est déjà retiré.</source>
        <translation>The desk {0} is out of service already.</translation>
    </message>
    <message>
        <source>Quelqu’un s’appelle déjà {0} ici : ajoutez une initiale.</source>
        <translation>Somebody is already called {0} here: add an initial.</translation>
    </message>
    <message>
        <source>Un mot de passe a douze caractères ou plus : une courte phrase convient ; celui-ci en a {0}.</source>
        <translation>A password has 12 characters or more: a short sentence does, and this one has {0}.</translation>
    </message>
    <message>
        <source>Un mot de passe a deux cents caractères au plus : prenez-en un plus court.</source>
        <translation>A password has 200 characters at most: choose a shorter one.</translation>
    </message>
    <message>
        <source>Un mot de passe est fait de caractères qui se tapent : choisissez-en un autre.</source>
        <translation>A password is made of characters one can type: choose another.</translation>
    </message>
    <message>
        <source>Ce mot de passe est parmi les premiers qu’on essaierait : prenez-en un autre.</source>
        <translation>This password is among the first anybody would try: choose another.</translation>
    </message>
    <message>
        <source>Ces sauvegardes sont scellées par votre phrase secrète : gardez-la.</source>
        <translation>These backups are sealed with your passphrase: keep it.</translation>
    </message>
    <message>
        <source>Ce bureau n’a pas de sauvegarde à essayer : faites-en une d’abord.</source>
        <translation>There is no backup of this office to try: make one first.</translation>
    </message>
    <message>
        <source>La dernière sauvegarde est scellée par une autre phrase : donnez celle-là, ou choisissez-en une nouvelle pour les prochaines.</source>
        <translation>The last backup is sealed with another passphrase: give that one, or choose a new one for the next backups.</translation>
    </message>
    <message>
        <source>Cet ordinateur n’a pas de trousseau pour garder la clé des sauvegardes : donnez une longue phrase dans PHONEBANK_PASSPHRASE, gardez-la ailleurs aussi, puis relancez.</source>
        <translation>This computer has no key ring to keep the backups&apos; key in: set PHONEBANK_PASSPHRASE to a long passphrase, keep it elsewhere too, then back up again.</translation>
    </message>
    <message>
        <source>La sauvegarde ne s’écrit pas dans {0} ({1}) : faites-y de la place ; rien n’est resté à moitié fait.</source>
        <translation>The backup cannot be written in {0} ({1}): make room there; nothing was left half done.</translation>
    </message>
    <message>
        <source>Une charte a de {0} à {1} lettres : celle-ci en a {2}.</source>
        <translation>A charter has {0} to {1} letters: this one has {2}.</translation>
    </message>
    <message>
        <source>Une charte est du texte simple : retirez-en ce qui ne se voit pas.</source>
        <translation>A charter is plain text: take out what cannot be seen in it.</translation>
    </message>
    <message>
        <source>Les électeurs apprennent qui répond de leurs données : nommez le responsable.</source>
        <translation>Voters are told who answers for their data: name the controller.</translation>
    </message>
    <message>
        <source>La base du bureau se crée…</source>
        <translation>Making the office&apos;s database…</translation>
    </message>
    <message>
        <source>La base du bureau démarre…</source>
        <translation>Starting the office&apos;s database…</translation>
    </message>
    <message>
        <source>La base se met à la version de ce programme…</source>
        <translation>Bringing the database to this version…</translation>
    </message>
    <message>
        <source>Les données s’écrivent, scellées…</source>
        <translation>Writing the office&apos;s data out, sealed…</translation>
    </message>
    <message>
        <source>La sauvegarde est restaurée à l’essai…</source>
        <translation>Restoring it on trial…</translation>
    </message>
    <message>
        <source>Il y a déjà un bureau « {1} » dans {0} : ouvrez-le, ou prenez un autre nom.</source>
        <translation>There is an office in {0} already, &apos;{1}&apos;: open it, or choose another folder.</translation>
    </message>
    <message>
        <source>Le dossier {0} contient autre chose : prenez un autre nom.</source>
        <translation>The folder {0} holds other files: choose an empty or new one.</translation>
    </message>
    <message>
        <source>« {0} » ne nomme pas un bureau : mettez des lettres ou des chiffres.</source>
        <translation>&apos;{0}&apos; is no name for an office: use letters or digits.</translation>
    </message>
    <message>
        <source>Le dossier {0} ne peut pas être créé ({1}) : voyez les droits du disque.</source>
        <translation>The folder {0} cannot be made ({1}): check the disk’s rights.</translation>
    </message>
    <message>
        <source>Aucun PostgreSQL utilisable sur cet ordinateur : installez-le (sur Debian : apt install postgresql), puis recommencez.</source>
        <translation>No PostgreSQL that can serve is on this computer: install it (on Debian: apt install postgresql), then try again.</translation>
    </message>
    <message>
        <source>Le disque est plein : les données du bureau sont sauves, mais rien ne s’écrit plus. Faites de la place sur le disque de {0}, puis réessayez.</source>
        <translation>The disk is full: the office&apos;s data is safe, but nothing more can be written. Make room on the disk that holds {0}, then try again.</translation>
    </message>
    <message>
        <source>Le disque de {0} est en lecture seule : ouvrez-le en écriture, puis réessayez.</source>
        <translation>The disk that holds {0} can only be read: make it writable, then try again.</translation>
    </message>
    <message>
        <source>Un autre programme occupe l’adresse de la base : fermez les autres Phonebank ou PostgreSQL de cet ordinateur, puis réessayez.</source>
        <translation>Another program uses the address the database needs: close other copies of Phonebank or PostgreSQL on this computer, then try again.</translation>
    </message>
    <message>
        <source>Il manque de la mémoire pour la base : fermez d’autres programmes.</source>
        <translation>This computer has not enough free memory for the database: close other programs, then try again.</translation>
    </message>
    <message>
        <source>Les données de {0} sont abîmées et la base ne démarre pas : gardez ce dossier tel quel et restaurez la dernière sauvegarde dans un nouveau bureau.</source>
        <translation>The office&apos;s data in {0} is damaged and the database will not start with it: keep the folder as it is and restore the latest backup into a new office.</translation>
    </message>
    <message>
        <source>La base se répare après un arrêt brutal : rien n’est perdu ; rouvrez le bureau dans une minute.</source>
        <translation>The office&apos;s database is still repairing itself after a sudden stop: nothing is lost; open the office again in a minute.</translation>
    </message>
    <message>
        <source>Une autre fenêtre ouvre ou ferme ce bureau : attendez une minute.</source>
        <translation>Another window has been opening or closing this office for too long: wait a minute, then try again.</translation>
    </message>
    <message>
        <source>Ce bureau a été ouvert par un Phonebank plus récent : installez cette version ici, puis rouvrez-le.</source>
        <translation>This office was last opened by a newer Phonebank: install that version on this computer, then open the office again.</translation>
    </message>
    <message>
        <source>Ce bureau a déménagé vers {0} le {1} : ouvrez-le là-bas.</source>
        <translation>This office moved to {0} on {1}: open it there.</translation>
    </message>
</context>
<context>
    <name>outcome</name>
    <message>
        <source>Conversation menée</source>
        <translation>Conversation held</translation>
    </message>
    <message>
        <source>Conversation interrompue</source>
        <translation>Conversation cut short</translation>
    </message>
    <message>
        <source>À rappeler</source>
        <translation>Call back</translation>
    </message>
    <message>
        <source>Pas de réponse</source>
        <translation>No answer</translation>
    </message>
    <message>
        <source>Message laissé</source>
        <translation>Message left</translation>
    </message>
    <message>
        <source>Occupé</source>
        <translation>Busy</translation>
    </message>
    <message>
        <source>Absent</source>
        <translation>Not there</translation>
    </message>
    <message>
        <source>Ne souhaite pas répondre</source>
        <translation>Declines to talk</translation>
    </message>
    <message>
        <source>Ne plus appeler</source>
        <translation>Do not call again</translation>
    </message>
    <message>
        <source>Mauvais numéro</source>
        <translation>Wrong number</translation>
    </message>
    <message>
        <source>Numéro hors service</source>
        <translation>Number out of service</translation>
    </message>
    <message>
        <source>A déménagé</source>
        <translation>Has moved</translation>
    </message>
    <message>
        <source>Personne décédée</source>
        <translation>Person deceased</translation>
    </message>
    <message>
        <source>Autre langue</source>
        <translation>Other language</translation>
    </message>
    <message>
        <source>Appel hostile</source>
        <translation>Hostile call</translation>
    </message>
    <message>
        <source>Fiche passée</source>
        <translation>Skipped</translation>
    </message>
    <message>
        <source>Incident technique</source>
        <translation>Technical problem</translation>
    </message>
    <message>
        <source>La bonne personne, les questions ont été posées.</source>
        <translation>The right person, the questions were asked.</translation>
    </message>
    <message>
        <source>La bonne personne, mais l’appel a été écourté.</source>
        <translation>The right person, but the call was cut short.</translation>
    </message>
    <message>
        <source>La personne demande un autre moment.</source>
        <translation>The person asks for another moment.</translation>
    </message>
    <message>
        <source>Ça sonne dans le vide, ou répondeur sans message laissé.</source>
        <translation>It rings out, or a machine and no message left.</translation>
    </message>
    <message>
        <source>Vous avez lu vous-même le court message au répondeur.</source>
        <translation>You read the short message to the machine yourself.</translation>
    </message>
    <message>
        <source>La ligne sonne occupé.</source>
        <translation>The line is engaged.</translation>
    </message>
    <message>
        <source>Quelqu’un d’autre a répondu, la personne reviendra.</source>
        <translation>Someone else answered; the person will be back.</translation>
    </message>
    <message>
        <source>La bonne personne ne veut pas de cet échange.</source>
        <translation>The right person does not want this talk.</translation>
    </message>
    <message>
        <source>La personne s’oppose à tout nouvel appel.</source>
        <translation>The person objects to any further call.</translation>
    </message>
    <message>
        <source>Ce n’est pas le numéro de cette personne.</source>
        <translation>It is not this person’s number.</translation>
    </message>
    <message>
        <source>Un message de l’opérateur dit que le numéro n’existe pas.</source>
        <translation>The operator says that the number does not exist.</translation>
    </message>
    <message>
        <source>La personne ne vote plus dans la commune.</source>
        <translation>The person no longer votes in this town.</translation>
    </message>
    <message>
        <source>Un proche vous l’a appris.</source>
        <translation>A relative told you.</translation>
    </message>
    <message>
        <source>L’échange n’est pas possible dans votre langue.</source>
        <translation>You share no language to talk in.</translation>
    </message>
    <message>
        <source>Insultes ou menaces. Vous pouvez raccrocher.</source>
        <translation>Insults or threats. You may hang up.</translation>
    </message>
    <message>
        <source>Vous laissez cette fiche à un collègue.</source>
        <translation>You leave this line to a colleague.</translation>
    </message>
    <message>
        <source>Le téléphone ou la ligne est en panne.</source>
        <translation>The phone or the line failed.</translation>
    </message>
    <message>
        <source>Cette personne</source>
        <translation>This person</translation>
    </message>
    <message>
        <source>La ligne attend jusqu’au moment choisi, puis passe en premier.</source>
        <translation>The line waits until the chosen moment, then comes first.</translation>
    </message>
    <message>
        <source>{name} ne sera plus appelé{e} dans cette campagne.</source>
        <translation>{name} will not be called again in this campaign.</translation>
    </message>
    <message>
        <source>{name} sera rappelé{e} une fois, un autre jour.</source>
        <translation>{name} will be called once more, on another day.</translation>
    </message>
    <message>
        <source>{name} est retiré{e} des listes d’appel. Dites comment s’inscrire ou donner procuration.</source>
        <translation>{name} is taken off the calling lists. Say how to register or give a proxy.</translation>
    </message>
    <message>
        <source>{name} ne sera plus jamais demandé{e}. Présentez vos condoléances.</source>
        <translation>{name} will never be asked for again. Offer your condolences.</translation>
    </message>
    <message>
        <source>Rappel {moment}, par vous d’abord.</source>
        <translation>Call back {moment}, by you first.</translation>
    </message>
    <message>
        <source>Rappel {moment}, par qui sera libre.</source>
        <translation>Call back {moment}, by whoever is free.</translation>
    </message>
    <message>
        <source>La ligne reviendra à un autre créneau.</source>
        <translation>The line comes back in another time slot.</translation>
    </message>
    <message>
        <source>La ligne reviendra dans deux jours au plus tôt, sans second message.</source>
        <translation>The line comes back in two days at the earliest, without a second message.</translation>
    </message>
    <message>
        <source>La ligne reviendra dans vingt minutes.</source>
        <translation>The line comes back in twenty minutes.</translation>
    </message>
    <message>
        <source>La ligne reviendra à un autre créneau. Savez-vous quand appeler ?</source>
        <translation>The line comes back in another time slot. Do you know when to call?</translation>
    </message>
    <message>
        <source>Plus aucun appel à cette ligne, dans aucune campagne.</source>
        <translation>No more calls to this line, in any campaign.</translation>
    </message>
    <message>
        <source>Le numéro est retiré ; un autre numéro sera essayé s’il y en a un.</source>
        <translation>The number is retired; another one is tried if there is one.</translation>
    </message>
    <message>
        <source>Le numéro sera retiré si un second appel le confirme.</source>
        <translation>The number is retired if a second call confirms it.</translation>
    </message>
    <message>
        <source>La ligne ira à une personne qui parle cette langue.</source>
        <translation>The line goes to someone who speaks that language.</translation>
    </message>
    <message>
        <source>La ligne ne sera plus appelée. Votre superviseur est averti, soufflez un peu.</source>
        <translation>The line will not be called again. Your supervisor is told; take a breath.</translation>
    </message>
    <message>
        <source>La ligne retourne dans la file.</source>
        <translation>The line goes back to the queue.</translation>
    </message>
    <message>
        <source>La ligne retourne aussitôt dans la file ; ce n’est pas un essai.</source>
        <translation>The line goes straight back to the queue; this is not a try.</translation>
    </message>
    <message>
        <source>Enregistré. Une pause vous ferait du bien : Ctrl+P.</source>
        <translation>Saved. A break would do you good: Ctrl+P.</translation>
    </message>
    <message>
        <source>Enregistré : {label}.</source>
        <translation>Saved: {label}.</translation>
    </message>
</context>
<context>
    <name>person</name>
    <message>
        <source>Mme</source>
        <translation>Ms</translation>
    </message>
    <message>
        <source>M.</source>
        <translation>Mr</translation>
    </message>
    <message>
        <source>déjà jointe</source>
        <translation>already reached</translation>
    </message>
    <message>
        <source>déjà joint</source>
        <translation>already reached</translation>
    </message>
    <message>
        <source>conversation déjà menée</source>
        <translation>already reached</translation>
    </message>
    <message>
        <source>{band} ans</source>
        <translation>{band} years</translation>
    </message>
</context>
<context>
    <name>pin_sheet</name>
    <message>
        <source>Code PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Votre code PIN. Il est à vous seul : ne le prêtez pas, et détruisez ce papier une fois appris.</source>
        <translation>Your PIN. It is yours alone: do not lend it, and destroy this paper once you know it.</translation>
    </message>
</context>
<context>
    <name>restore</name>
    <message>
        <source>La sauvegarde est relue en entier…</source>
        <translation>The backup is read through…</translation>
    </message>
    <message>
        <source>Les données reviennent dans la base…</source>
        <translation>The data comes back into the database…</translation>
    </message>
    <message>
        <source>Oppositions et effacements sont appliqués à nouveau…</source>
        <translation>Objections and erasures are applied again…</translation>
    </message>
    <message>
        <source>Le bureau prend sa place…</source>
        <translation>The office takes its place…</translation>
    </message>
    <message>
        <source>{0} n’est pas la sauvegarde d’un bureau.</source>
        <translation>{0} is no backup of an office.</translation>
    </message>
    <message>
        <source>{0} ne se lit pas ({1}).</source>
        <translation>{0} cannot be read ({1}).</translation>
    </message>
    <message>
        <source>Cette sauvegarde vient d’un Phonebank plus récent : installez d’abord cette version.</source>
        <translation>This backup comes from a newer Phonebank: install that version first.</translation>
    </message>
    <message>
        <source>Cette version ne comprend pas {0} : installez-en une plus récente.</source>
        <translation>This version does not understand {0}: install a newer one.</translation>
    </message>
    <message>
        <source>{0} est abîmé ou incomplet : rien n’a changé ; prenez une autre sauvegarde.</source>
        <translation>{0} is damaged or not whole: nothing has changed; take another backup.</translation>
    </message>
    <message>
        <source>{0} ne contient pas ce qu’il annonce : rien n’a changé ; prenez une autre sauvegarde.</source>
        <translation>{0} does not hold what it says: nothing has changed; take another backup.</translation>
    </message>
    <message>
        <source>Ce n’est pas la phrase secrète de cette sauvegarde.</source>
        <translation>That is not this backup’s passphrase.</translation>
    </message>
    <message>
        <source>Ce n’est pas la clé de cette sauvegarde.</source>
        <translation>That is not this backup’s key.</translation>
    </message>
    <message>
        <source>Ce n’est pas une clé : recopiez les treize groupes de lettres et de chiffres.</source>
        <translation>That is no key: copy the thirteen groups of letters and digits.</translation>
    </message>
    <message>
        <source>Il y a déjà {0} bureaux de ce nom : déplacez-en quelques-uns.</source>
        <translation>There are {0} offices of this name already: move some of them away.</translation>
    </message>
    <message>
        <source>Cette sauvegarde est scellée par une phrase secrète : donnez-la.</source>
        <translation>This backup is sealed with a passphrase: give it.</translation>
    </message>
    <message>
        <source>La clé de cette sauvegarde n’est pas sur cet ordinateur : recopiez celle qui a été mise par écrit, treize groupes de lettres et de chiffres.</source>
        <translation>This backup’s key is not on this computer: copy the one that was written down, thirteen groups of letters and digits.</translation>
    </message>
    <message>
        <source>{name} est comme il était {when}.</source>
        <translation>{name} is as it was {when}.</translation>
    </message>
    <message>
        <source>Personnes : {people}. Appels : {calls}.</source>
        <translation>People: {people}. Calls: {calls}.</translation>
    </message>
    <message>
        <source>Ce qui a été demandé depuis est appliqué à nouveau : oppositions {objections}, effacements {erased}.</source>
        <translation>What was asked for since is applied again: objections {objections}, erasures {erased}.</translation>
    </message>
    <message>
        <source>En pause jusqu’à ce que vous l’ouvriez : {names}.</source>
        <translation>Paused until you open it: {names}.</translation>
    </message>
    <message>
        <source>Postes à inviter de nouveau : {names}.</source>
        <translation>Desks to invite again: {names}.</translation>
    </message>
    <message>
        <source>Son adresse ou son port d’avant n’est pas libre ici : la page du bureau propose comment l’héberger.</source>
        <translation>Its former address or port is not free here: the office’s page offers how to host it.</translation>
    </message>
    <message>
        <source>Les autres ordinateurs le retrouveront à son ouverture.</source>
        <translation>Other computers find it again once it is opened.</translation>
    </message>
</context>
<context>
    <name>review</name>
    <message>
        <source>Nom</source>
        <translation>Surname</translation>
    </message>
    <message>
        <source>Prénom</source>
        <translation>First name</translation>
    </message>
    <message>
        <source>Naissance</source>
        <translation>Birth</translation>
    </message>
    <message>
        <source>Adresse</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>Téléphone</source>
        <translation>Telephone</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>Provenance</source>
        <translation>Comes from</translation>
    </message>
    <message>
        <source>pareil</source>
        <translation>same</translation>
    </message>
    <message>
        <source>proche</source>
        <translation>close</translation>
    </message>
    <message>
        <source>différent</source>
        <translation>different</translation>
    </message>
    <message>
        <source>inconnu</source>
        <translation>unknown</translation>
    </message>
    <message>
        <source>Un poste a cette personne à l’écran en ce moment : recommencez après son appel.</source>
        <translation>A desk has this person on its screen right now: try again after the call.</translation>
    </message>
    <message>
        <source>Un import est en cours : décidez à nouveau quand il sera fini.</source>
        <translation>An import is under way: decide again when it is done.</translation>
    </message>
    <message>
        <source>{born}, d’usage {used}</source>
        <translation>{born}, known as {used}</translation>
    </message>
    <message>
        <source>{file}, ligne {row}</source>
        <translation>{file}, line {row}</translation>
    </message>
    <message>
        <source>Ne plus appeler</source>
        <translation>Do not call</translation>
    </message>
    <message>
        <source>N’est plus sur la liste</source>
        <translation>No longer on the roll</translation>
    </message>
    <message>
        <source>Liste électorale, sans bureau</source>
        <translation>Electoral roll, no polling station</translation>
    </message>
    <message>
        <source>Liste électorale, bureau {bureau}</source>
        <translation>Electoral roll, station {bureau}</translation>
    </message>
</context>
<context>
    <name>room</name>
    <message>
        <source>Un instant…</source>
        <translation>One moment…</translation>
    </message>
    <message>
        <source>Aucune campagne pour l’instant</source>
        <translation>No campaign yet</translation>
    </message>
    <message>
        <source>Toutes les lignes ont été appelées</source>
        <translation>Every line has been called</translation>
    </message>
    <message>
        <source>Rien à servir pour l’instant</source>
        <translation>Nothing to serve for now</translation>
    </message>
    <message>
        <source>Personne n’appelle en ce moment</source>
        <translation>Nobody is calling right now</translation>
    </message>
    <message>
        <source>Encore quelques appels pour mesurer le rythme</source>
        <translation>A few more calls to measure the pace</translation>
    </message>
    <message>
        <source>{n} ligne attend un autre créneau</source>
        <translation>{n} line waits for another time slot</translation>
    </message>
    <message>
        <source>{n} lignes attendent un autre créneau</source>
        <translation>{n} lines wait for another time slot</translation>
    </message>
    <message>
        <source>{n} ligne se repose entre deux essais</source>
        <translation>{n} line rests between two tries</translation>
    </message>
    <message>
        <source>{n} lignes se reposent entre deux essais</source>
        <translation>{n} lines rest between two tries</translation>
    </message>
    <message>
        <source>{n} rappel promis</source>
        <translation>{n} call-back promised</translation>
    </message>
    <message>
        <source>{n} rappels promis</source>
        <translation>{n} call-backs promised</translation>
    </message>
    <message>
        <source>1er tour</source>
        <translation>1st round</translation>
    </message>
    <message>
        <source>2e tour</source>
        <translation>2nd round</translation>
    </message>
    <message>
        <source>{name} · {round} le {day}</source>
        <translation>{name} · {round} on {day}</translation>
    </message>
    <message>
        <source>Pas encore ouverte</source>
        <translation>Not open yet</translation>
    </message>
    <message>
        <source>Ouverte</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>En pause</source>
        <translation>Paused</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Closed</translation>
    </message>
    <message>
        <source>Au téléphone</source>
        <translation>On the phone</translation>
    </message>
    <message>
        <source>Lit la fiche</source>
        <translation>Reading the card</translation>
    </message>
    <message>
        <source>Sans ligne</source>
        <translation>No line</translation>
    </message>
    <message>
        <source>{attempts}, {conversations}</source>
        <translation>{attempts}, {conversations}</translation>
    </message>
    <message>
        <source>{n} tentative</source>
        <translation>{n} attempt</translation>
    </message>
    <message>
        <source>{n} tentatives</source>
        <translation>{n} attempts</translation>
    </message>
    <message>
        <source>{n} conversation</source>
        <translation>{n} conversation</translation>
    </message>
    <message>
        <source>{n} conversations</source>
        <translation>{n} conversations</translation>
    </message>
    <message>
        <source>Appel resté sans résultat, de {name}</source>
        <translation>Call without an outcome, by {name}</translation>
    </message>
    <message>
        <source>Appel hostile : proposez une pause à {name}</source>
        <translation>Hostile call: offer {name} a pause</translation>
    </message>
    <message>
        <source>{name} a fait toutes les recherches d’une heure</source>
        <translation>{name} made all the searches of an hour</translation>
    </message>
    <message>
        <source>Plusieurs codes faux de suite sur le poste {desk}</source>
        <translation>Several wrong PINs in a row at the desk {desk}</translation>
    </message>
    <message>
        <source>Plusieurs mots de passe faux pour {name}</source>
        <translation>Several wrong passwords for {name}</translation>
    </message>
    <message>
        <source>Un résultat reçu du poste {desk} n’a pas trouvé sa ligne</source>
        <translation>An outcome from the desk {desk} found no call</translation>
    </message>
    <message>
        <source>Sans nouvelles</source>
        <translation>No news</translation>
    </message>
    <message>
        <source>Le propriétaire du bureau importe la liste électorale dans « Fichiers », puis crée la campagne dans « Listes ».</source>
        <translation>The office&apos;s owner imports the electoral roll under “Files”, then makes the campaign under “Lists”.</translation>
    </message>
    <message>
        <source>{attempts} tent. · {conversations} conv.</source>
        <translation>{attempts} att. · {conversations} conv.</translation>
    </message>
    <message>
        <source>Un déménagement, appris par {name}</source>
        <translation>Somebody moved, as {name} was told</translation>
    </message>
    <message>
        <source>Un décès, appris par {name}</source>
        <translation>A death, as {name} was told</translation>
    </message>
    <message>
        <source>{name} a ouvert toutes les fiches permises en une heure</source>
        <translation>{name} opened every card allowed in an hour</translation>
    </message>
    <message>
        <source>{name} a passé beaucoup de lignes en une heure</source>
        <translation>{name} skipped many lines in an hour</translation>
    </message>
    <message>
        <source>quelqu’un</source>
        <translation>somebody</translation>
    </message>
    <message>
        <source>Pas de connexion avec le bureau. La page essaie encore.</source>
        <translation>No connection to the office. The page keeps trying.</translation>
    </message>
    <message>
        <source>Pas de connexion depuis {hour} : voici les derniers chiffres.</source>
        <translation>No connection since {hour}: these are the last figures.</translation>
    </message>
    <message>
        <source>Silence électoral, fin {moment}</source>
        <translation>Election silence, ends {moment}</translation>
    </message>
    <message>
        <source>Silence électoral dans {wait}</source>
        <translation>Election silence in {wait}</translation>
    </message>
    <message>
        <source>La campagne n’est pas encore ouverte</source>
        <translation>The campaign is not open yet</translation>
    </message>
    <message>
        <source>{n} ligne est prête. Rien n’est servi avant l’ouverture.</source>
        <translation>{n} line is ready. Nothing is served before it opens.</translation>
    </message>
    <message>
        <source>{n} lignes sont prêtes. Rien n’est servi avant l’ouverture.</source>
        <translation>{n} lines are ready. Nothing is served before it opens.</translation>
    </message>
    <message>
        <source>La campagne est en pause</source>
        <translation>The campaign is paused</translation>
    </message>
    <message>
        <source>Les appels commencés se terminent ; aucune ligne n’est servie.</source>
        <translation>Calls under way can end; no line is served.</translation>
    </message>
    <message>
        <source>La campagne est close</source>
        <translation>The campaign is closed</translation>
    </message>
    <message>
        <source>Silence électoral : personne n’est appelé</source>
        <translation>Election silence: nobody is called</translation>
    </message>
    <message>
        <source>Hors des heures d’appel</source>
        <translation>Outside calling hours</translation>
    </message>
    <message>
        <source>Les appels reprennent {moment}.</source>
        <translation>Calling starts again {moment}.</translation>
    </message>
    <message>
        <source>Terminée {moment}, à ce rythme</source>
        <translation>Done {moment}, at this pace</translation>
    </message>
    <message>
        <source>À ce rythme, {n} ligne restera avant le silence électoral.</source>
        <translation>At this pace, {n} line will be left at the election silence.</translation>
    </message>
    <message>
        <source>À ce rythme, {n} lignes resteront avant le silence électoral.</source>
        <translation>At this pace, {n} lines will be left at the election silence.</translation>
    </message>
    <message>
        <source>La liste est trop longue pour ce rythme</source>
        <translation>The list is too long for this pace</translation>
    </message>
    <message>
        <source>Il manque {n} personne pour finir à temps</source>
        <translation>{n} more caller is needed to finish in time</translation>
    </message>
    <message>
        <source>Il manque {n} personnes pour finir à temps</source>
        <translation>{n} more callers are needed to finish in time</translation>
    </message>
    <message>
        <source>{text}, dès {moment}</source>
        <translation>{text}, from {moment}</translation>
    </message>
</context>
<context>
    <name>sheet</name>
    <message>
        <source>liste principale</source>
        <translation>main list</translation>
    </message>
    <message>
        <source>liste complémentaire municipale</source>
        <translation>complementary municipal list</translation>
    </message>
    <message>
        <source>liste complémentaire européenne</source>
        <translation>complementary European list</translation>
    </message>
    <message>
        <source>{n} inscrit</source>
        <translation>{n} voter</translation>
    </message>
    <message>
        <source>{n} inscrits</source>
        <translation>{n} voters</translation>
    </message>
    <message>
        <source>Bureau {bureau}, {list} : {round}</source>
        <translation>Bureau {bureau}, {list}: {round}</translation>
    </message>
    <message>
        <source>{numbers} : déjà saisis.</source>
        <translation>{numbers}: already typed.</translation>
    </message>
    <message>
        <source>{numbers} : déjà saisi.</source>
        <translation>{numbers}: already typed.</translation>
    </message>
    <message>
        <source>{numbers} : absent de la liste de ce bureau. Corrigez, ou Entrée encore une fois pour compter ce numéro quand même ; il ne sera rattaché à personne.</source>
        <translation>{numbers}: not on this bureau’s list. Correct it, or press Enter once more to count the number all the same; it will be linked to nobody.</translation>
    </message>
    <message>
        <source>{numbers} : compté, sans personne en face.</source>
        <translation>{numbers}: counted, linked to nobody.</translation>
    </message>
    <message>
        <source>{numbers} : retiré.</source>
        <translation>{numbers}: removed.</translation>
    </message>
    <message>
        <source>« {text} » n’est pas un numéro : tapez 17, 18-22 pour plusieurs à la suite, ou -17 pour retirer le 17.</source>
        <translation>“{text}” is not a number: type 17, 18-22 for several in a row, or -17 to remove 17.</translation>
    </message>
    <message>
        <source>Écart : indiquez le nombre de votants du bureau.</source>
        <translation>Difference: enter the number of votes the bureau declared.</translation>
    </message>
    <message>
        <source>Aucun écart avec le bureau.</source>
        <translation>No difference with the bureau.</translation>
    </message>
    <message>
        <source>{n} votant de plus que le bureau.</source>
        <translation>{n} vote more than the bureau.</translation>
    </message>
    <message>
        <source>{n} votants de plus que le bureau.</source>
        <translation>{n} votes more than the bureau.</translation>
    </message>
    <message>
        <source>{n} votant de moins que le bureau.</source>
        <translation>{n} vote fewer than the bureau.</translation>
    </message>
    <message>
        <source>{n} votants de moins que le bureau.</source>
        <translation>{n} votes fewer than the bureau.</translation>
    </message>
    <message>
        <source>{absent} abstentions et {voters} votes seront enregistrés.</source>
        <translation>{absent} abstentions and {voters} votes will be recorded.</translation>
    </message>
    <message>
        <source>{n} numéro n’est sur aucune ligne de la liste.</source>
        <translation>{n} number is on no line of the list.</translation>
    </message>
    <message>
        <source>{n} numéros ne sont sur aucune ligne de la liste.</source>
        <translation>{n} numbers are on no line of the list.</translation>
    </message>
    <message>
        <source>L’import pourra être annulé dans la liste des fichiers.</source>
        <translation>The import can be undone in the list of files.</translation>
    </message>
    <message>
        <source>Émargement enregistré : {marks} inscrits, dont {listed} numéros saisis.</source>
        <translation>Signed list saved: {marks} voters, {listed} numbers typed.</translation>
    </message>
</context>
<context>
    <name>step</name>
    <message>
        <source>Création de la base de données…</source>
        <translation>Making the database…</translation>
    </message>
    <message>
        <source>Une ville inventée s’écrit…</source>
        <translation>Writing an invented town…</translation>
    </message>
    <message>
        <source>Lecture de la liste électorale…</source>
        <translation>Reading the electoral roll…</translation>
    </message>
    <message>
        <source>Lecture des participations passées…</source>
        <translation>Reading past turnout…</translation>
    </message>
    <message>
        <source>Lecture des contacts…</source>
        <translation>Reading the contacts…</translation>
    </message>
    <message>
        <source>Choix des personnes à appeler…</source>
        <translation>Choosing whom to call…</translation>
    </message>
    <message>
        <source>Trois semaines d’appels déjà passés…</source>
        <translation>Three weeks of calls already made…</translation>
    </message>
    <message>
        <source>Le bureau est prêt.</source>
        <translation>The office is ready.</translation>
    </message>
</context>
<context>
    <name>targets</name>
    <message>
        <source>Abstentions du premier tour</source>
        <translation>First-round abstainers</translation>
    </message>
    <message>
        <source>Personnes qui hésitent</source>
        <translation>People who hesitate</translation>
    </message>
    <message>
        <source>Abstentions probables</source>
        <translation>Likely abstainers</translation>
    </message>
    <message>
        <source>Tout le monde</source>
        <translation>Everyone</translation>
    </message>
</context>
<context>
    <name>team</name>
    <message>
        <source>français</source>
        <translation>French</translation>
    </message>
    <message>
        <source>anglais</source>
        <translation>English</translation>
    </message>
    <message>
        <source>arabe</source>
        <translation>Arabic</translation>
    </message>
    <message>
        <source>portugais</source>
        <translation>Portuguese</translation>
    </message>
    <message>
        <source>espagnol</source>
        <translation>Spanish</translation>
    </message>
    <message>
        <source>turc</source>
        <translation>Turkish</translation>
    </message>
    <message>
        <source>italien</source>
        <translation>Italian</translation>
    </message>
    <message>
        <source>allemand</source>
        <translation>German</translation>
    </message>
    <message>
        <source>chinois</source>
        <translation>Chinese</translation>
    </message>
    <message>
        <source>tamoul</source>
        <translation>Tamil</translation>
    </message>
    <message>
        <source>Ne travaille plus ici</source>
        <translation>No longer works here</translation>
    </message>
    <message>
        <source>Propriétaire</source>
        <translation>Owner</translation>
    </message>
    <message>
        <source>Supervise</source>
        <translation>Supervises</translation>
    </message>
    <message>
        <source>au poste {desk}</source>
        <translation>at desk {desk}</translation>
    </message>
    <message>
        <source>charte à accepter</source>
        <translation>charter to be accepted</translation>
    </message>
    <message>
        <source>{n} code faux de suite</source>
        <translation>{n} wrong PIN in a row</translation>
    </message>
    <message>
        <source>{n} codes faux de suite</source>
        <translation>{n} wrong PINs in a row</translation>
    </message>
    <message>
        <source>{wrong} · attend encore {left}</source>
        <translation>{wrong} · waits {left} more</translation>
    </message>
    <message>
        <source>Un nom a 1 à 60 lettres : choisissez-en un autre.</source>
        <translation>A name has 1 to 60 letters: choose another.</translation>
    </message>
    <message>
        <source>{name} est déjà dans l’équipe : ajoutez une initiale.</source>
        <translation>{name} is in the team already: add an initial.</translation>
    </message>
    <message>
        <source>{name} a déjà travaillé ici : réintégrez cette personne dans la liste.</source>
        <translation>{name} worked here before: let them back in, in the list.</translation>
    </message>
    <message>
        <source>Choisissez au moins une langue parlée.</source>
        <translation>Choose at least one language spoken.</translation>
    </message>
    <message>
        <source>Un code PIN n’a que des chiffres.</source>
        <translation>A PIN has digits only.</translation>
    </message>
    <message>
        <source>Un code PIN a au moins six chiffres.</source>
        <translation>A PIN has six digits at least.</translation>
    </message>
    <message>
        <source>Un code PIN a douze chiffres au plus.</source>
        <translation>A PIN has twelve digits at most.</translation>
    </message>
    <message>
        <source>Ce code est parmi les premiers qu’on essaierait : choisissez-en un autre.</source>
        <translation>This PIN is among the first anybody would try: choose another.</translation>
    </message>
    <message>
        <source>Cette personne n’est plus dans la liste.</source>
        <translation>This person is no longer in the list.</translation>
    </message>
    <message>
        <source>Le bureau refuse ce compte : demandez à son propriétaire de vous nommer à nouveau.</source>
        <translation>The office refuses this account: ask its owner to appoint you again.</translation>
    </message>
    <message>
        <source>Le bureau ne répond pas : rien n’est sûr. Regardez la liste.</source>
        <translation>The office does not answer: nothing is certain. Look at the list.</translation>
    </message>
    <message>
        <source>Cela n’a pas marché ; l’erreur est dans le journal.</source>
        <translation>That did not work; the error is in the log.</translation>
    </message>
</context>
<context>
    <name>waiting</name>
    <message>
        <source>Rien à appeler pour l’instant</source>
        <translation>Nothing to call right now</translation>
    </message>
    <message>
        <source>La campagne est terminée</source>
        <translation>The campaign is finished</translation>
    </message>
    <message>
        <source>Silence électoral</source>
        <translation>Election silence</translation>
    </message>
    <message>
        <source>Hors des heures d’appel</source>
        <translation>Outside calling hours</translation>
    </message>
    <message>
        <source>La campagne est en pause</source>
        <translation>The campaign is paused</translation>
    </message>
    <message>
        <source>La campagne est close</source>
        <translation>The campaign is closed</translation>
    </message>
    <message>
        <source>Vous avez ouvert beaucoup de fiches</source>
        <translation>You have opened many lines</translation>
    </message>
    <message>
        <source>Les lignes qui restent parlent une autre langue</source>
        <translation>The lines left speak another language</translation>
    </message>
    <message>
        <source>La charte d’abord</source>
        <translation>The charter first</translation>
    </message>
    <message>
        <source>Un appel reste à éclaircir</source>
        <translation>One call remains to be cleared up</translation>
    </message>
    <message>
        <source>Toutes les lignes ont été appelées. Merci !</source>
        <translation>Every line has been called. Thank you!</translation>
    </message>
    <message>
        <source>La loi interdit les appels en série la veille et le jour du vote. Les numéros sont masqués pour tout le monde.</source>
        <translation>The law forbids serial calls on the eve and the day of the vote. Numbers are hidden from everybody.</translation>
    </message>
    <message>
        <source>Votre superviseur la rouvrira ; cette page le verra.</source>
        <translation>Your supervisor will open it again; this page will notice.</translation>
    </message>
    <message>
        <source>Choisissez une autre campagne dans la barre du haut.</source>
        <translation>Choose another campaign in the bar above.</translation>
    </message>
    <message>
        <source>Le nombre de fiches par heure est limité, pour protéger les personnes.</source>
        <translation>The number of lines an hour is limited, to protect people.</translation>
    </message>
    <message>
        <source>Elles iront à des collègues qui la parlent.</source>
        <translation>They go to colleagues who speak it.</translation>
    </message>
    <message>
        <source>Demandez à votre superviseur la charte des appelants, puis revenez.</source>
        <translation>Ask your supervisor for the callers’ charter, then come back.</translation>
    </message>
    <message>
        <source>Votre superviseur doit d’abord dire ce qu’il devient.</source>
        <translation>Your supervisor must first say what becomes of it.</translation>
    </message>
    <message>
        <source>Les appels reprennent {moment}.</source>
        <translation>Calling starts again {moment}.</translation>
    </message>
    <message>
        <source>{n} ligne attend un autre créneau</source>
        <translation>{n} line waits for another time slot</translation>
    </message>
    <message>
        <source>{n} lignes attendent un autre créneau</source>
        <translation>{n} lines wait for another time slot</translation>
    </message>
    <message>
        <source>{n} rappel promis</source>
        <translation>{n} call-back promised</translation>
    </message>
    <message>
        <source>{n} rappels promis</source>
        <translation>{n} call-backs promised</translation>
    </message>
    <message>
        <source>{n} ligne se repose entre deux essais</source>
        <translation>{n} line rests between two tries</translation>
    </message>
    <message>
        <source>{n} lignes se reposent entre deux essais</source>
        <translation>{n} lines rest between two tries</translation>
    </message>
    <message>
        <source>{n} ligne est chez un collègue</source>
        <translation>{n} line is with a colleague</translation>
    </message>
    <message>
        <source>{n} lignes sont chez des collègues</source>
        <translation>{n} lines are with colleagues</translation>
    </message>
    <message>
        <source>{n} appel sans résultat attend le superviseur</source>
        <translation>{n} call without an outcome waits for the supervisor</translation>
    </message>
    <message>
        <source>{n} appels sans résultat attendent le superviseur</source>
        <translation>{n} calls without an outcome wait for the supervisor</translation>
    </message>
    <message>
        <source>{n} ligne attend quelqu’un qui parle une autre langue</source>
        <translation>{n} line waits for someone who speaks another language</translation>
    </message>
    <message>
        <source>{n} lignes attendent quelqu’un qui parle une autre langue</source>
        <translation>{n} lines wait for someone who speaks another language</translation>
    </message>
    <message>
        <source>{text}, dès {moment}</source>
        <translation>{text}, from {moment}</translation>
    </message>
</context>
<context>
    <name>why</name>
    <message>
        <source>Vous avez promis de rappeler</source>
        <translation>You promised to call back</translation>
    </message>
    <message>
        <source>Cette personne vous rappelle</source>
        <translation>This person rings you back</translation>
    </message>
    <message>
        <source>Un rappel a été demandé</source>
        <translation>A call back was asked for</translation>
    </message>
    <message>
        <source>Nouvel essai, à un autre créneau</source>
        <translation>New try, in another time slot</translation>
    </message>
    <message>
        <source>Déjà réservée pour vous</source>
        <translation>Already held for you</translation>
    </message>
    <message>
        <source>Sur la liste de la campagne</source>
        <translation>On the campaign’s list</translation>
    </message>
    <message>
        <source>Liste du bureau {code}</source>
        <translation>Roll of polling station {code}</translation>
    </message>
    <message>
        <source>premier essai</source>
        <translation>first try</translation>
    </message>
    <message>
        <source>deuxième essai</source>
        <translation>second try</translation>
    </message>
    <message>
        <source>troisième essai</source>
        <translation>third try</translation>
    </message>
    <message>
        <source>essai n° {number}</source>
        <translation>try no. {number}</translation>
    </message>
    <message>
        <source>Déjà appelée aujourd’hui à {hour} : excusez-vous d’insister.</source>
        <translation>Already called today at {hour}: apologise for insisting.</translation>
    </message>
    <message>
        <source>Déjà appelée {moment}.</source>
        <translation>Already called {moment}.</translation>
    </message>
</context>
<context>
    <name>zone</name>
    <message>
        <source>France hexagonale et Corse</source>
        <translation>Mainland France and Corsica</translation>
    </message>
    <message>
        <source>Guadeloupe</source>
        <translation>Guadeloupe</translation>
    </message>
    <message>
        <source>Martinique</source>
        <translation>Martinique</translation>
    </message>
    <message>
        <source>Guyane</source>
        <translation>French Guiana</translation>
    </message>
    <message>
        <source>La Réunion</source>
        <translation>Réunion</translation>
    </message>
    <message>
        <source>Mayotte</source>
        <translation>Mayotte</translation>
    </message>
    <message>
        <source>Saint-Pierre-et-Miquelon</source>
        <translation>Saint Pierre and Miquelon</translation>
    </message>
    <message>
        <source>Saint-Barthélemy</source>
        <translation>Saint Barthélemy</translation>
    </message>
    <message>
        <source>Saint-Martin</source>
        <translation>Saint Martin</translation>
    </message>
    <message>
        <source>Polynésie : Tahiti, Tuamotu, Australes</source>
        <translation>Polynesia: Tahiti, Tuamotu, Austral Islands</translation>
    </message>
    <message>
        <source>Polynésie : Marquises</source>
        <translation>Polynesia: Marquesas</translation>
    </message>
    <message>
        <source>Polynésie : Gambier</source>
        <translation>Polynesia: Gambier</translation>
    </message>
    <message>
        <source>Nouvelle-Calédonie</source>
        <translation>New Caledonia</translation>
    </message>
    <message>
        <source>Wallis-et-Futuna</source>
        <translation>Wallis and Futuna</translation>
    </message>
</context>
</TS>
